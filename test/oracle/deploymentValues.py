"""Whether the launcher and Ray Serve take the options of a deployment: for each line of input (the text of an item of
`deployments`, as JSON) one line with null, or what they say to it. The launcher's own code makes the options of it; the
builder is a stand-in that does with them what `bind_deployment` does."""
import json
import os
import sys
import types
import warnings

warnings.simplefilter('ignore')

from omegaconf import OmegaConf
from ray import serve
from twinkle.server.config import ServerConfig
from twinkle.server.launcher import ServerLauncher


class Replica:
    pass


deployment = serve.deployment(name='Replica')(Replica)
serve.run = lambda *args, **kwargs: None
# What the launcher exports before it deploys, so that there is always something to hand on.
os.environ['TWINKLE_PERSISTENCE_MODE'] = 'memory'


def refusal(item):
    options = OmegaConf.to_container(OmegaConf.create(item), resolve=True)
    args = {'ncpu_proc_per_node': 1, 'device_group': {}, 'device_mesh': {}}
    application = {'name': 'a', 'import_path': 'processor', 'args': args, 'deployments': [options]}
    config = ServerConfig.model_validate({'applications': [application]})
    launcher = ServerLauncher(config)
    launcher._builders = {'build_processor_app': lambda deploy_options, **_: deployment.options(**deploy_options)}
    try:
        launcher._deploy_application(config.applications[0])
    except Exception as error:
        return f'{type(error).__name__}: {error}'.splitlines()[0][:200]
    return None


answers = [refusal(json.loads(line)) for line in sys.stdin]
print('\n'.join(json.dumps(answer) for answer in answers))
