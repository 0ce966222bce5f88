/**
 * A log in the panel "Output", in bounded memory and filtered. A plain output channel, and not one of VS Code's log
 * channels: those put a time and a severity of their own before each line, and these lines have theirs. It has VS Code's
 * own filter for words, the lock that pauses scrolling, and "Save Output As".
 */
import * as vscode from 'vscode';
import type { Disposable } from '../../core/async/event';
import type { LogLine } from '../../core/launch/view';
import { Allowance, viewAllowance } from '../../core/logs/allowance';
import { bufferLimits, LineBuffer } from '../../core/logs/buffer';
import { filterTexts, passes, type LogFilter } from '../../core/logs/filter';
import { LineReader, type ReadLine } from '../../core/logs/lineReader';
import { redact } from '../../core/secrets/redact';
import { text } from '../../core/text/text';
import { render, renderAll } from './l10n';

/** Names come from the lines, which may hold anything. */
const mostApplications = 200;

type Shown = ReadLine & { readonly ours?: boolean };

export class LogChannel implements Disposable {
  readonly #channel: vscode.OutputChannel;
  readonly #application: string | undefined;
  readonly #buffer = new LineBuffer<Shown>();
  readonly #allowance = new Allowance(viewAllowance, Date.now());
  readonly #applications = new Set<string>();
  #reader: LineReader;
  #filter: LogFilter = {};
  /** Characters in the channel, and lines that were too many to show. */
  #written = 0;
  #skipped = 0;

  /**
   * @param name of the channel
   * @param application that the whole log is of
   */
  constructor(
    readonly name: string,
    application?: string,
  ) {
    this.#application = application;
    this.#reader = new LineReader(application);
    // Colored by VS Code's grammar for logs, which knows Ray's and Python's level words.
    this.#channel = vscode.window.createOutputChannel(name, 'log');
  }

  get isEmpty(): boolean {
    return this.#buffer.isEmpty;
  }

  get filter(): LogFilter {
    return this.#filter;
  }

  /** Applications that its lines are of, as they came. */
  get applications(): readonly string[] {
    return [...this.#applications];
  }

  append(lines: readonly LogLine[]): void {
    if (lines.length === 0) return;
    const taken = this.#allowance.take(lines.length, Date.now());
    this.#skipped += lines.length - taken;
    const all = taken === 0 ? [] : this.#read(lines.slice(-taken));
    if (taken > 0 && this.#skipped > 0) {
      all.unshift(
        ours(text('{0} lines came too fast to be shown. "Open Whole Log" opens the file.', this.#skipped)),
      );
      this.#skipped = 0;
    }
    this.#buffer.push(all);
    this.#write(all.filter(line => passes(line, this.#filter)));
  }

  /** Shows the lines anew that pass. */
  setFilter(filter: LogFilter): void {
    this.#filter = filter;
    this.#redraw();
  }

  /** For another log in this channel, of which everything is shown. */
  clear(): void {
    this.#filter = {};
    this.#buffer.clear();
    this.#applications.clear();
    this.#reader = new LineReader(this.#application);
    this.#written = 0;
    this.#channel.clear();
  }

  /** @param preserveFocus false when a person asked for the log by a key */
  show(preserveFocus: boolean): void {
    this.#channel.show(preserveFocus);
  }

  dispose(): void {
    this.#channel.dispose();
  }

  /** No secret leaves here: what programs write may hold one. */
  #read(lines: readonly LogLine[]): Shown[] {
    return lines.map(line => {
      if (line.notice !== undefined) {
        const note = ours(line.notice);
        return { ...note, text: redact(note.text) };
      }
      const read = this.#reader.read(redact(line.text));
      if (read.application !== undefined && this.#applications.size < mostApplications)
        this.#applications.add(read.application);
      return line.ours === true ? { ...read, ours: true } : read;
    });
  }

  #write(lines: readonly Shown[]): void {
    if (lines.length === 0) return;
    const added = lines.map(line => `${line.text}\n`).join('');
    this.#written += added.length;
    // The editor holds the whole text of a channel in memory.
    if (this.#written > 2 * bufferLimits.characters) this.#redraw();
    else this.#channel.append(added);
  }

  #redraw(): void {
    const { lines, dropped } = this.#buffer;
    const shown = lines.filter(line => passes(line, this.#filter));
    const filtered = renderAll(filterTexts(this.#filter), ' · ');
    const notes = [
      ...(dropped > 0
        ? [ours(text('{0} earlier lines are not kept. "Open Whole Log" opens the file.', dropped))]
        : []),
      ...(filtered === ''
        ? []
        : [
            ours(
              text(
                'Filter: {0}. {1} of {2} lines. "Filter Log" changes it.',
                filtered,
                shown.length,
                lines.length,
              ),
            ),
          ]),
    ];
    const all = [...notes, ...shown].map(line => `${line.text}\n`).join('');
    this.#written = all.length;
    this.#channel.replace(all);
  }
}

function ours(note: Parameters<typeof render>[0]): Shown {
  return { text: `── ${render(note)} ──`, severity: 'info', isHead: true, ours: true };
}
