/** Where something is to be completed, and for whom. */
import type { CursorContext } from '../../document/cursor/cursor';
import type { Translate } from '../../text/text';
import type { Analysis } from '../../analysis/analysis';

export interface Place {
  readonly analysis: Analysis;
  readonly context: CursorContext;
  readonly offset: number;
  readonly translate: Translate;
  /** True where the client takes snippets, with places to fill in. */
  readonly snippets: boolean;
  /** The client's command that shows completions, where it has one. */
  readonly suggestCommand?: string | undefined;
}
