/** 10,000 random edits of configurations beside those of edits.test.ts. */
import { itHoldsAfterEdits, seed } from './itHolds';

itHoldsAfterEdits(seed + 1);
