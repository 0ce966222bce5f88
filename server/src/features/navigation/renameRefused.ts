import type { Text } from '../../text/text';

/** Why a rename is refused. */
export class RenameRefused extends Error {
  constructor(readonly reason: Text) {
    super(reason.template);
  }
}
