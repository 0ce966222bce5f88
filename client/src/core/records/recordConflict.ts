import { text, UserError } from '../text/text';

/** The record is of another start now, or is gone: another window was at work on it. */
export class RecordConflict extends UserError {
  constructor(readonly kind: 'exists' | 'missing') {
    super(
      kind === 'exists'
        ? text('Another window has started this process again.')
        : text('Another window has removed the record of this process.'),
      text('Refresh the view, then try again.'),
      { kind: 'refresh' },
    );
  }
}
