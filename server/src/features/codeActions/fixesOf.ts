import type { Finding, Fix } from '../../document/tree/finding';
import { togetherEdits } from '../../document/tree/onePerPlace';

/** The fixes of a finding whose edits can be applied together, each place once. */
export function fixesOf({ fixes }: Finding): Fix[] {
  return (fixes?.() ?? []).flatMap(fix => {
    const edits = togetherEdits(fix.edits);
    return edits === undefined ? [] : [{ ...fix, edits }];
  });
}
