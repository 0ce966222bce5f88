/** A change that no finding asks for. */
import type { TextEdit } from '../../document/tree/finding';
import type { Text } from '../../text/text';

export interface Refactoring {
  readonly title: Text;
  /** `refactor.extract` or `refactor.rewrite`, as LSP names them. */
  readonly kind: string;
  readonly edits: readonly TextEdit[];
}

/** Where the cursor is. */
export interface Wanted {
  readonly offset: number;
  /** Somebody opened the menu of refactorings: what is offered on few lines only is offered in the whole block. */
  readonly isAsked: boolean;
}
