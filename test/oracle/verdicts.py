"""Answers, line by line, what the installed loader does with a text: null for a file that it accepts, else the first
line of its error. Each line of input is a JSON text; the import takes seconds, so one process answers them all."""
import contextlib
import json
import os
import sys
import tempfile

with contextlib.redirect_stdout(sys.stderr):
    from twinkle.server.config import ServerConfig


def verdict(path, text):
    with open(path, 'w', encoding='utf-8', newline='', errors='surrogatepass') as file:
        file.write(text)
    try:
        ServerConfig.from_yaml(path)
    except Exception as error:
        return f'{type(error).__name__}: {error}'[:600]
    return None


with tempfile.TemporaryDirectory() as folder:
    file = os.path.join(folder, 'server_config.yaml')
    for line in sys.stdin:
        print(json.dumps(verdict(file, json.loads(line))), flush=True)
