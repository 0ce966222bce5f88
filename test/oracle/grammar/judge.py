"""Answers, line by line, how OmegaConf 2.4 reads a text with libyaml's scanner and with PyYAML's own, which OmegaConf 2.3
uses. Input: a JSON text a line. Output: `{"libyaml": outcome, "python": outcome}`, where an outcome is
`{"value": ...}` with the types spelt out, or `{"error": words, "line": line of the problem from 0, or null}`.

A text goes the whole way of `OmegaConf.to_container(OmegaConf.load(file))`: what it holds is nobody's business here, so
that a list at the root is a value. Lines are counted as PyYAML counts them."""
import io
import json
import sys
import warnings
from pathlib import Path

import yaml
from omegaconf import OmegaConf, _yaml

sys.path.append(str(Path(__file__).parents[1]))
from spelt import spelt

scanners = {'libyaml': yaml.CSafeLoader, 'python': yaml.SafeLoader}


def loader_of(scanner):
    _yaml.BaseLoader = scanner
    return _yaml.get_yaml_loader()


assert _yaml.BaseLoader is yaml.CSafeLoader, 'OmegaConf 2.4 with libyaml is needed'
loaders = {name: loader_of(scanner) for name, scanner in scanners.items()}


def line_of(error, text):
    """The line of the problem. A reader stops at a character, of which libyaml tells the byte."""
    mark = getattr(error, 'problem_mark', None) or getattr(error, 'context_mark', None)
    if mark is not None:
        return mark.line
    if isinstance(error, yaml.reader.ReaderError):
        bad = [at for at, char in enumerate(text) if ord(char) == error.character]
        before = text[:bad[0]] if bad else ''
        return sum(before.count(end) for end in '\n\x85\u2028\u2029')
    return None


def outcome(name, text):
    try:
        data = yaml.load(io.StringIO(text), Loader=loaders[name])
        # As in `OmegaConf.load`.
        if data is not None and not isinstance(data, (list, dict, str)):
            raise OSError(f'Invalid loaded object type: {type(data).__name__}')
        if isinstance(data, str):
            # It is read once more.
            _yaml.BaseLoader = scanners[name]
        return {'value': spelt(OmegaConf.to_container(OmegaConf.create({} if data is None else data)))}
    except Exception as error:
        words = ' '.join(part for part in (getattr(error, 'context', None), getattr(error, 'problem', None)) if part)
        return {'error': f'{type(error).__name__}: {words or error}'[:300], 'line': line_of(error, text)}


def answer(text):
    try:
        text.encode('utf-8')
    except UnicodeEncodeError as error:
        refused = {'error': f'UnicodeDecodeError: {error.reason}', 'line': None}
        return {'libyaml': refused, 'python': refused}
    # A file is opened as text.
    text = io.StringIO(text, newline=None).read()
    return {name: outcome(name, text) for name in scanners}


warnings.simplefilter('ignore')
for question in sys.stdin:
    print(json.dumps(answer(json.loads(question))), flush=True)
