"""Answers, line by line, what the loaders of several releases of twinkle-kit do with a text. Each line of input is a
JSON text, each line of output `{"refusals": {release: null or {"error", "loc"}}, "value": ...}`: how each refuses it,
in its words and, where pydantic found it, with the place of the first error; and what OmegaConf makes of it, with the
types spelt out, where it makes a mapping.

Arguments: `release=folder`, or `release` for the one that is installed; none at all for OmegaConf alone. The imports
take seconds, so one process answers all; and since all releases read a file by the same two calls of OmegaConf, these
are made once for each text."""
import contextlib
import copy
import inspect
import json
import os
import sys
import tempfile
import warnings

with contextlib.redirect_stdout(sys.stderr):
    from omegaconf import OmegaConf
    from pydantic import ValidationError

from spelt import spelt

reading = 'OmegaConf.to_container(OmegaConf.load(p), resolve=True)'
load, to_container = OmegaConf.load, OmegaConf.to_container


def loader_of(argument):
    """`ServerConfig` of one release, imported beside those of the others."""
    release, _, folder = argument.partition('=')
    for name in [name for name in sys.modules if name.partition('.')[0] == 'twinkle']:
        del sys.modules[name]
    with contextlib.redirect_stdout(sys.stderr):
        sys.path[:0] = [folder] if folder else []
        from twinkle.server.config import ServerConfig
        source = sys.modules[ServerConfig.__module__].__file__
        assert not folder or source.startswith(folder), source
        assert reading in inspect.getsource(ServerConfig.from_yaml), source
        if folder:
            sys.path.remove(folder)
    return release, ServerConfig


def once(call):
    """A call that is made once, whatever its argument: its result, or its exception, is given again."""
    outcome = []

    def again(*_, **__):
        if not outcome:
            try:
                outcome.append((call(), None))
            except Exception as error:
                outcome.append((None, error))
        result, error = outcome[0]
        if error is not None:
            raise error
        return copy.deepcopy(result)

    return again


def refusal(server_config, path):
    try:
        server_config.from_yaml(path)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        return {'loc': [str(part) for part in first['loc']], 'error': f"{first['type']}: {first['msg']}"[:600]}
    except Exception as error:
        return {'error': f'{type(error).__name__}: {error}'.replace(str(path), 'F')[:600]}
    return None


def answer(loaders, path, text):
    with open(path, 'w', encoding='utf-8', newline='', errors='surrogatepass') as file:
        file.write(text)
    container = once(lambda: to_container(load(path), resolve=True))
    OmegaConf.load = staticmethod(lambda *_, **__: None)
    OmegaConf.to_container = staticmethod(container)
    result = {'refusals': {release: refusal(config, path) for release, config in loaders}}
    try:
        value = container()
        if isinstance(value, dict):
            result['value'] = spelt(value)
    except Exception as error:
        result['error'] = f'{type(error).__name__}: {error}'.replace(path, 'F')[:600]
    return result


warnings.simplefilter('ignore')
loaders = [loader_of(argument) for argument in sys.argv[1:]]
print('ready', flush=True)
with tempfile.TemporaryDirectory() as folder:
    file = os.path.join(folder, 'server_config.yaml')
    for line in sys.stdin:
        print(json.dumps(answer(loaders, file, json.loads(line))), flush=True)
