/** All failures of launches whose exception leads to a value of the file. */
import type { Stage } from '../protocol';
import type { KnownFailure } from './knownFailure';
import { ofDeployments } from './known/ofDeployments';
import { ofEnvironments } from './known/ofEnvironments';
import { ofEngines } from './known/ofEngines';
import { ofGroups } from './known/ofGroups';
import { ofLoading } from './known/ofLoading';
import { ofMeshes } from './known/ofMeshes';
import { ofServe } from './known/ofServe';

const at = (stage: Stage, failures: readonly KnownFailure[]) =>
  failures.map(failure => ({ ...failure, stage }));

export const knownFailures: readonly (KnownFailure & { readonly stage: Stage })[] = [
  ...at('load', ofLoading),
  ...at('deploy', [...ofServe, ...ofDeployments, ...ofEnvironments]),
  ...at('replica', [...ofGroups, ...ofMeshes, ...ofEngines]),
];
