/** What can be chosen for a new configuration, by the release of twinkle-kit that it is for. */
import { countingVersion } from '../../config/version';
import type { Facts, NewConfigChoices } from '../../protocol';
import { backendsOf } from './backends';

export function newConfigChoices(facts: Facts): NewConfigChoices {
  const { version, reason } = countingVersion(facts, undefined);
  return { twinkleVersion: version, versionReason: reason, backends: backendsOf(version) };
}
