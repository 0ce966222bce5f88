"""Reads texts, one JSON string a line, as the server's loader does; prints ["ok", value] or ["error", message]."""
import io
import json
import sys

from omegaconf import OmegaConf

for line in sys.stdin:
    try:
        config = OmegaConf.to_container(OmegaConf.load(io.StringIO(json.loads(line))), resolve=True)
        print(json.dumps(["ok", config["probe"]]))
    except Exception as error:
        print(json.dumps(["error", str(error).split("\n")[0]]))
