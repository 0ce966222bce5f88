"""Prints, as JSON, the parameters of the functions that build the applications of a twinkle-kit before 0.4, which had
no schema: a mapping `args` of a file goes to them as keyword arguments. Read from the source, nothing is imported.
Argument: the folder that holds the package `twinkle`."""
import ast
import json
import pathlib
import sys


def parameters(function):
    """Name → whether it must be given."""
    arguments = function.args
    named = arguments.posonlyargs + arguments.args
    required = len(named) - len(arguments.defaults)
    result = {argument.arg: index < required for index, argument in enumerate(named)}
    for argument, default in zip(arguments.kwonlyargs, arguments.kw_defaults):
        result[argument.arg] = default is None
    return result


def builders(server):
    """Of each family of a folder: 'twinkle' and 'tinker' in 0.1, where `server_type` chose, else 'all'."""
    found = {}
    for file in sorted(server.rglob('*.py')):
        parts = file.relative_to(server).parts
        family = parts[0] if parts[0] in ('twinkle', 'tinker') else 'all'
        for node in ast.parse(file.read_text(encoding='utf-8')).body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith('build_') and node.name.endswith('_app'):
                kind = node.name[len('build_'):-len('_app')]
                found.setdefault(family, {})[kind] = {
                    'parameters': parameters(node),
                    'open': node.args.kwarg is not None,
                }
    return {family: dict(sorted(kinds.items())) for family, kinds in sorted(found.items())}


package = pathlib.Path(sys.argv[1]) / 'twinkle'
print(json.dumps(builders(package / 'server')))
