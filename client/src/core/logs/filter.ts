/** Which lines of a log are shown. */
import { text, type Text } from '../text/text';
import type { ReadLine } from './lineReader';

export interface LogFilter {
  /** Lines of this severity and of what is worse. */
  readonly least?: 'warning' | 'error';
  readonly application?: string;
  /** Words that a line holds, in upper or lower case. */
  readonly words?: string;
}

/** Lines that the extension put in itself are always shown. */
export function passes(line: ReadLine & { readonly ours?: boolean }, filter: LogFilter): boolean {
  const { least, application, words } = filter;
  if (line.ours === true) return true;
  if (least === 'error' && line.severity !== 'error') return false;
  if (least === 'warning' && line.severity !== 'error' && line.severity !== 'warning') return false;
  if (application !== undefined && line.application !== application) return false;
  return words === undefined || line.text.toLowerCase().includes(words.toLowerCase());
}

/** What is filtered, for people; empty where everything is shown. */
export function filterTexts({ least, application, words }: LogFilter): readonly Text[] {
  return [
    ...(least === undefined ? [] : [least === 'error' ? text('errors') : text('warnings and errors')]),
    ...(application === undefined ? [] : [text('application {0}', application)]),
    ...(words === undefined ? [] : [text('with the text {0}', words)]),
  ];
}
