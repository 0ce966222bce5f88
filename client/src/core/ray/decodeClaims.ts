/**
 * Placement groups and actors of the state API (ray 2.60, util/state/common.py, PlacementGroupState and ActorState):
 * `/api/v0/placement_groups` and `/api/v0/actors`, both with details.
 */
import { asAmount, asArray, asObject, asString, at, decodeRows, present } from '../format/json';
import type { ActorState, BundleState, Claims, GroupState, Resources } from './claims';

/**
 * Rows that are gone or not understood are left out. Undefined where either answer has no list: what is missing could be
 * what holds a node.
 */
export function decodeClaims(groups: unknown, actors: unknown): Claims | undefined {
  const decodedGroups = decodeRows(at(groups, 'data', 'result', 'result'), group);
  const decodedActors = decodeRows(at(actors, 'data', 'result', 'result'), actor);
  if (decodedGroups === undefined || decodedActors === undefined) return undefined;
  return {
    groups: decodedGroups.rows.filter(({ state }) => state !== 'REMOVED'),
    actors: decodedActors.rows.filter(({ state }) => state !== 'DEAD'),
  };
}

function group(value: unknown): GroupState | undefined {
  const id = asString(at(value, 'placement_group_id'));
  const state = asString(at(value, 'state'));
  if (id === undefined || state === undefined) return undefined;
  return {
    id,
    state,
    bundles: (asArray(at(value, 'bundles')) ?? []).map(bundle),
    ...present({ jobId: asString(at(value, 'creator_job_id')) }),
  };
}

function bundle(value: unknown): BundleState {
  return {
    resources: resources(at(value, 'unit_resources')),
    ...present({ nodeId: asString(at(value, 'node_id')) }),
  };
}

function actor(value: unknown): ActorState | undefined {
  const id = asString(at(value, 'actor_id'));
  const className = asString(at(value, 'class_name'));
  const state = asString(at(value, 'state'));
  if (id === undefined || className === undefined || state === undefined) return undefined;
  const pid = asAmount(at(value, 'pid'));
  return {
    id,
    className,
    state,
    resources: resources(at(value, 'required_resources')),
    ...present({
      jobId: asString(at(value, 'job_id')),
      nodeId: asString(at(value, 'node_id')),
      // Ray writes 0 as long as there is none.
      pid: pid === 0 ? undefined : pid,
      groupId: asString(at(value, 'placement_group_id')),
    }),
  };
}

function resources(value: unknown): Resources {
  return Object.fromEntries(
    Object.entries(asObject(value) ?? {}).flatMap(([name, given]) => {
      const amount = asAmount(given);
      return amount === undefined || amount === 0 ? [] : [[name, amount]];
    }),
  );
}
