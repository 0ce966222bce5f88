/** Texts along YAML's grammar: most of them load, and they are short enough to be looked at. */
import type { Random } from '../random';
import { below, directives, documentMarks } from './tokens';
import { Writer } from './writer';

const levels = [0.0005, 0.004, 0.02] as const;

const writerFor = (random: Random): Writer => new Writer(random, levels[below(levels.length, random)] ?? 0);

/** A text of one document, mostly; `random` decides of everything. */
export function soundText(random: Random): string {
  const writer = writerFor(random);
  const before = writer.rarely(3)
    ? writer.any(directives)
    : writer.is(0.03)
      ? writer.any(['%YAML 1.1\n---\n', '---\n', '# c\n', '\ufeff'])
      : '';
  const start = writer.rarely(2) ? writer.any(documentMarks) : '';
  const body = writer.is(0.8)
    ? writer.mapping(writer.is(0.1) ? 2 : 0, 0)
    : writer.is(0.6)
      ? writer.sequence(0, 0)
      : writer.value(-1, 0).trimStart();
  const end = writer.rarely(2) ? writer.any(documentMarks) : writer.is(0.02) ? '...\n' : '';
  const text = before + start + body + end;
  return writer.is(0.25) ? text.trimEnd() : text;
}

/** A file of Twinkle's form, in which a name of one part may stand in another. */
export function soundFile(random: Random): string {
  const writer = writerFor(random);
  const gap = (indent: number): string => (writer.is(0.15) ? writer.blankLines(indent) : '');
  const before = writer.is(0.5)
    ? ''
    : `http_options:${writer.is(0.6) ? writer.value(0, 1) : '\n  port: 8000\n'}${gap(0)}`;
  const margin = writer.is(0.8) ? 2 : below(4, random);
  const dash = ' '.repeat(margin);
  let list = '';
  for (let left = 1 + below(2, random); left > 0; left -= 1) {
    list += `${dash}- name: server\n${gap(margin + 2)}`;
    const way = random();
    if (way < 0.4) list += `${dash}  args:${writer.value(margin + 2, 1)}`;
    else if (way < 0.7) list += `${dash}  args:\n${writer.mapping(margin + 4, 2)}`;
    else list += writer.mapping(margin + 2, 1);
    list += gap(margin);
    if (writer.is(0.15)) list += writer.sequence(margin, 1);
  }
  const after = writer.is(0.6) ? '' : gap(0) + writer.mapping(0, 1);
  const text = `${before}applications:${writer.is(0.06) ? ' # c' : ''}\n${list}${after}`;
  return writer.is(0.2) ? text.trimEnd() : text;
}
