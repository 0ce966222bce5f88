/** Reads a record from JSON: one of another version, or half a one, is no record. */
import {
  asArray,
  asBoolean,
  asNumber,
  asObject,
  asString,
  at,
  present,
  type JsonObject,
} from '../format/json';
import type { ProcessRecord } from './record';

/** The record, or undefined if a field that names the processes is missing or wrong. */
export function decodeRecord(value: unknown): ProcessRecord | undefined {
  const object = asObject(value);
  if (object?.['version'] !== 1) return undefined;
  const kind = object['kind'];
  if (kind !== 'ray-node' && kind !== 'launcher') return undefined;
  const names = strings(object, 'id', 'clusterFile', 'cluster', 'node', 'host', 'bootId', 'logFile');
  const numbers = integers(object, 'session', 'startTicks', 'createdAt');
  const argv = stringList(object['argv']);
  if (names === undefined || numbers === undefined || argv === undefined) return undefined;
  return {
    version: 1,
    kind,
    ...names,
    ...numbers,
    argv,
    ...present({
      stage: object['stage'] === 'starting' ? ('starting' as const) : undefined,
      machine: asString(object['machine']),
      owner: integers(asObject(object['owner']), 'pid', 'startTicks'),
      ray: ray(asObject(object['ray'])),
      launch: launch(asObject(object['launch'])),
    }),
  };
}

function ray(object: JsonObject | undefined): ProcessRecord['ray'] {
  const names = object && strings(object, 'address', 'dashboardUrl');
  const head = asBoolean(at(object, 'head'));
  const ports = integerList(object?.['ports']);
  if (object === undefined || names === undefined || head === undefined || ports === undefined)
    return undefined;
  const auth = object['auth'];
  return {
    ...names,
    head,
    ports,
    ...present({
      auth: auth === 'token' || auth === 'disabled' ? auth : undefined,
      gpus: integerList(object['gpus']),
      npus: integerList(object['npus']),
      sessionName: asString(object['sessionName']),
    }),
  };
}

function launch(object: JsonObject | undefined): ProcessRecord['launch'] {
  const names = object && strings(object, 'configFile', 'dashboardUrl', 'endpoint');
  const applications = stringList(object?.['applications']);
  return names === undefined || applications === undefined ? undefined : { ...names, applications };
}

/** The named fields, each a string; undefined if one is not. */
function strings<K extends string>(object: JsonObject, ...keys: K[]): Record<K, string> | undefined {
  const entries = keys.map(key => [key, object[key]] as const);
  return entries.every(([, value]) => typeof value === 'string')
    ? (Object.fromEntries(entries) as Record<K, string>)
    : undefined;
}

function integers<K extends string>(
  object: JsonObject | undefined,
  ...keys: K[]
): Record<K, number> | undefined {
  const entries = keys.map(key => [key, asNumber(object?.[key])] as const);
  return entries.every(([, value]) => Number.isSafeInteger(value))
    ? (Object.fromEntries(entries) as Record<K, number>)
    : undefined;
}

function stringList(value: unknown): readonly string[] | undefined {
  const list = asArray(value);
  return list?.every(item => typeof item === 'string') === true ? list : undefined;
}

function integerList(value: unknown): readonly number[] | undefined {
  const list = asArray(value);
  return list?.every(item => typeof item === 'number' && Number.isSafeInteger(item)) === true
    ? (list as readonly number[])
    : undefined;
}
