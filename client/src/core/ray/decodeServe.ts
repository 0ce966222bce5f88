/** Applications of `/api/serve/applications/` (ray 2.60, serve/schema.py, ServeInstanceDetails). */
import { asAmount, asObject, asString, at, decodeRows, present, type Decoded } from '../format/json';
import type { ApplicationState, DeploymentState, ReplicaState } from './snapshot';

/** In the order of Serve's answer. Undefined where the answer has no applications at all, not even an empty object. */
export function decodeServe(answer: unknown): Decoded<ApplicationState> | undefined {
  const applications = asObject(at(answer, 'applications'));
  if (applications === undefined) return undefined;
  return decodeRows(Object.entries(applications), entry => application(entry));
}

function application(entry: unknown): ApplicationState | undefined {
  const [key, value] = entry as [string, unknown];
  const status = asString(at(value, 'status'));
  if (status === undefined) return undefined;
  const deployed = asAmount(at(value, 'last_deployed_time_s'));
  return {
    name: asString(at(value, 'name')) ?? key,
    status,
    deployments: Object.entries(asObject(at(value, 'deployments')) ?? {})
      .map(([name, deployment]) => deploymentState(name, deployment))
      .filter(deployment => deployment !== undefined),
    ...present({
      routePrefix: asString(at(value, 'route_prefix')),
      message: asString(at(value, 'message')),
      deployedAt: deployed === undefined ? undefined : deployed * 1000,
    }),
  };
}

function deploymentState(name: string, value: unknown): DeploymentState | undefined {
  const status = asString(at(value, 'status'));
  if (status === undefined) return undefined;
  return {
    name: asString(at(value, 'name')) ?? name,
    status,
    replicas: decodeRows(at(value, 'replicas'), replica)?.rows ?? [],
    ...present({
      message: asString(at(value, 'message')),
      targetReplicas: asAmount(at(value, 'target_num_replicas')),
      minReplicas: asAmount(at(value, 'deployment_config', 'autoscaling_config', 'min_replicas')),
    }),
  };
}

function replica(value: unknown): ReplicaState | undefined {
  const id = asString(at(value, 'replica_id'));
  const state = asString(at(value, 'state'));
  if (id === undefined || state === undefined) return undefined;
  return {
    id,
    state,
    ...present({ nodeId: asString(at(value, 'node_id')), pid: asAmount(at(value, 'pid')) }),
  };
}
