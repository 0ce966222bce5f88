"""Answers, line by line, what the installed loader does with a text: null for a file that it accepts, else how it
refuses it: `error` in its words and, where pydantic found it, `loc` of the first error. Each line of input is a JSON
text; the import takes seconds, so one process answers them all."""
import contextlib
import json
import os
import sys
import tempfile

with contextlib.redirect_stdout(sys.stderr):
    from pydantic import ValidationError
    from twinkle.server.config import ServerConfig


def verdict(path, text):
    with open(path, 'w', encoding='utf-8', newline='', errors='surrogatepass') as file:
        file.write(text)
    try:
        ServerConfig.from_yaml(path)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        return {'loc': [str(part) for part in first['loc']], 'error': f"{first['type']}: {first['msg']}"[:600]}
    except Exception as error:
        return {'error': f'{type(error).__name__}: {error}'.replace(path, 'F')[:600]}
    return None


with tempfile.TemporaryDirectory() as folder:
    file = os.path.join(folder, 'server_config.yaml')
    for line in sys.stdin:
        print(json.dumps(verdict(file, json.loads(line))), flush=True)
