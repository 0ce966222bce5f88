"""The states of Ray's nodes, and of applications, deployments and replicas of Ray Serve, for each line of input one line
of JSON: the members of the enum or list with that name."""
import json
import sys

from ray._private.custom_types import NODE_STATUS
from ray.serve._private.common import DeploymentStatus, ReplicaState
from ray.serve.schema import ApplicationStatus

states = {
    'node': NODE_STATUS,
    'application': [state.value for state in ApplicationStatus],
    'deployment': [state.value for state in DeploymentStatus],
    'replica': [state.value for state in ReplicaState],
}

for line in sys.stdin:
    print(json.dumps(states[json.loads(line)]))
