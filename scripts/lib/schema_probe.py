"""Prints, as JSON, what the installed packages accept: the schema of ServerConfig as twinkle-kit makes it, and the
signatures that the fields of no schema are passed to (dict-typed fields reach them as keyword arguments)."""
import ast
import contextlib
import inspect
import json
import sys
import types
import typing


def type_schema(annotation):
    """JSON Schema of a type annotation; {} for what JSON Schema has no word for."""
    origin, args = typing.get_origin(annotation), typing.get_args(annotation)
    if origin in (typing.Union, types.UnionType):
        # Ray marks "not given" by an enumeration of its own, which no file can hold.
        parts = [type_schema(each) for each in args if getattr(each, '__name__', '') != 'DEFAULT']
        if not parts or {} in parts:
            return {}
        unique = [part for index, part in enumerate(parts) if part not in parts[:index]]
        return unique[0] if len(unique) == 1 else {'anyOf': unique}
    if origin is list or annotation is list:
        items = type_schema(args[0]) if args else {}
        return {'type': 'array', 'items': items} if items else {'type': 'array'}
    if origin is dict or annotation is dict or hasattr(annotation, 'model_json_schema'):
        return {'type': 'object'}
    simple = {bool: 'boolean', int: 'integer', float: 'number', str: 'string', type(None): 'null'}
    return {'type': simple[annotation]} if annotation in simple else {}


def signature(function):
    """Keyword parameters of a function, in its order: schema of the type, default, and whether it must be given."""
    hints = typing.get_type_hints(function)
    result = {}
    for name, parameter in inspect.signature(function).parameters.items():
        if name == 'self' or parameter.kind in (parameter.VAR_KEYWORD, parameter.VAR_POSITIONAL):
            continue
        described = {'schema': type_schema(hints.get(name, typing.Any))}
        default = parameter.default
        if default is parameter.empty:
            described['required'] = True
        elif default is None or isinstance(default, (bool, int, float, str)):
            described['default'] = default
        result[name] = described
    return result


def with_ranges(parameters, model):
    """The same parameters with the ranges that a pydantic model checks when it is given them."""
    words = {'ge': 'minimum', 'gt': 'exclusiveMinimum', 'le': 'maximum'}
    for name, parameter in parameters.items():
        field = model.model_fields.get(name)
        for constraint in field.metadata if field is not None and 'type' in parameter['schema'] else []:
            for key, word in words.items():
                if getattr(constraint, key, None) is not None:
                    parameter['schema'][word] = getattr(constraint, key)
    return parameters


def string_set(function, variable):
    """The set of texts that a function assigns to a local variable, read from its source."""
    import textwrap
    for node in ast.walk(ast.parse(textwrap.dedent(inspect.getsource(function)))):
        if isinstance(node, ast.Assign) and any(getattr(t, 'id', None) == variable for t in node.targets):
            return sorted(ast.literal_eval(node.value))
    raise SystemExit(f'{function.__qualname__} has no set {variable} any more')


def probe():
    from importlib.metadata import version
    from ray.runtime_env import RuntimeEnv
    from ray.serve._private.config import DeploymentConfig, ReplicaConfig
    from ray.serve.config import AutoscalingConfig
    from ray.serve.deployment import Deployment
    from twinkle.sampler.vllm_sampler.vllm_engine import VLLMEngine
    from twinkle.server.config import ServerConfig
    from twinkle.server.utils.lifecycle.adapter import AdapterManagerMixin
    from twinkle.utils.device_mesh import DeviceGroup, DeviceMesh
    return {
        'versions': {'twinkle-kit': version('twinkle-kit'), 'ray': version('ray')},
        'serverConfig': ServerConfig.model_json_schema(),
        'signatures': {
            'DeviceGroup': signature(DeviceGroup.__init__),
            'DeviceMeshSizes': signature(DeviceMesh.from_sizes),
            'DeviceMeshArray': signature(DeviceMesh.__init__),
            'AdapterConfig': signature(AdapterManagerMixin._init_adapter_manager),
            'EngineArgs': signature(VLLMEngine.__init__),
            'DeploymentOptions': with_ranges(signature(Deployment.options), DeploymentConfig),
        },
        'autoscalingConfig': AutoscalingConfig.model_json_schema(),
        'runtimeEnv': sorted({*RuntimeEnv.known_fields, *signature(RuntimeEnv.__init__)} - {'_validate'}),
        'rayActorOptions': string_set(ReplicaConfig._validate_ray_actor_options, 'allowed_ray_actor_options'),
    }


if __name__ == '__main__':
    # Imports of these packages print advice; the answer alone goes to standard output.
    with contextlib.redirect_stdout(sys.stderr):
        answer = probe()
    print(json.dumps(answer))
