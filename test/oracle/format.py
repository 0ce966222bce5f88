"""Reads pairs of texts, one JSON list a line, with the server's loader; prints "same", "different" or the error."""
import io
import json
import sys

from omegaconf import OmegaConf


def load(text):
    return OmegaConf.to_container(OmegaConf.load(io.StringIO(text)), resolve=False)


for line in sys.stdin:
    before, after = json.loads(line)
    try:
        # As text, so that 1, 1.0 and true are distinguished and keys keep their order.
        print("same" if repr(load(before)) == repr(load(after)) else "different")
    except Exception as error:
        print("error: " + str(error).split("\n")[0])
