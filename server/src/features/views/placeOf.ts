/** Where a file says what an error is about, so that the client can open it there. */
import { nearestPlace } from '../../document/tree/locate';
import { rangeOf } from '../../document/tree/positions';
import type { Path } from '../../document/tree/tree';
import type { Analysis } from '../../analysis/analysis';
import type { WireRange } from '../../protocol';

/** The range of the value at a path, or of what is nearest around it; null where not even the first step is written. */
export function placeOf({ document }: Analysis, path: Path): WireRange | null {
  const found = nearestPlace(document.root, path);
  return found === undefined ? null : rangeOf(document, found);
}
