/** The logs that this window follows, each in a channel of its own, and which of them a command means. */
import * as vscode from 'vscode';
import { FollowedLog } from '../../app/logs/followedLog';
import type { Disposable } from '../../core/async/event';
import type { LauncherLog } from '../../core/launch/launcher';
import type { LogFile } from '../../core/logs/logFile';
import type { LogCursor } from '../../core/machine/keeper';
import { nameText } from '../../core/logs/words';
import { LogChannel } from '../messages/logChannel';
import { render } from '../messages/l10n';

/** What is needed to follow a log again after a reload. */
type Kept = Pick<LogFile, 'path' | 'kind' | 'name' | 'application'> & {
  /** Up to where it was shown. */
  readonly shown?: LogCursor;
};

interface OpenLog extends Disposable {
  readonly channel: LogChannel;
  readonly path: string;
  /** As it is now. */
  readonly kept: Kept;
}

export interface ShownLog {
  readonly channel: LogChannel;
  /** Of its file; undefined where no server was launched. */
  readonly path: string | undefined;
}

export interface OpenLogsPorts {
  readonly log: LauncherLog;
  /** The channel of the launcher, and its file now. */
  readonly server: LogChannel;
  readonly serverFile: () => string | undefined;
  readonly store: vscode.Memento;
  readonly onError: (error: unknown) => void;
}

/** Each costs a channel in the panel; the oldest is closed for a new one. */
const mostLogs = 12;
const key = 'openLogs';
/** Milliseconds between two times at which it is written down what was shown: so much is shown as new after a reload. */
const keepMs = 2_000;

export class OpenLogs implements Disposable {
  readonly #ports: OpenLogsPorts;
  /** By path, the last opened at the end. */
  readonly #open = new Map<string, OpenLog>();
  readonly #timer: ReturnType<typeof setInterval>;
  #last: string | undefined;
  /** What was kept before is followed again, or there was nothing. */
  #isRestored = false;
  #written = '';

  constructor(ports: OpenLogsPorts) {
    this.#ports = ports;
    this.#timer = setInterval(() => {
      this.#keep().catch(ports.onError);
    }, keepMs);
  }

  /** Follows a log, and shows it. */
  async show(file: Kept): Promise<void> {
    const opened = this.#open.get(file.path) ?? this.#follow(file);
    this.#last = file.path;
    opened.channel.show(false);
    await this.#keep();
  }

  /** Follows again what was open before the window was reloaded, from where it was shown. Never rejects. */
  async restore(): Promise<void> {
    for (const kept of this.#ports.store.get<readonly Kept[]>(key, [])) {
      try {
        const state = await this.#ports.log.state(kept.path, AbortSignal.timeout(10_000));
        if (state !== undefined && !this.#open.has(kept.path)) this.#follow(kept);
      } catch (error) {
        this.#ports.onError(error);
      }
    }
    this.#isRestored = true;
  }

  /** The log that the panel shows, else the one that was shown last, else the server's. */
  get shown(): ShownLog {
    const visible = vscode.window.visibleTextEditors
      .map(({ document }) => document.uri)
      .filter(({ scheme }) => scheme === 'output');
    const isVisible = ({ name }: LogChannel) => visible.some(({ path }) => path.endsWith(`-${name}`));
    const all = [...this.#open.values()];
    const { server, serverFile } = this.#ports;
    const found = all.find(({ channel }) => isVisible(channel));
    if (found === undefined && isVisible(server)) return { channel: server, path: serverFile() };
    const last = found ?? (this.#last === undefined ? undefined : this.#open.get(this.#last));
    return last === undefined
      ? { channel: server, path: serverFile() }
      : { channel: last.channel, path: last.path };
  }

  dispose(): void {
    clearInterval(this.#timer);
    // As late as can be; whether it is still written is up to the editor.
    this.#keep().catch(this.#ports.onError);
    for (const each of this.#open.values()) each.dispose();
    this.#open.clear();
  }

  #follow(file: Kept): OpenLog {
    const { path, kind, name, application } = file;
    const channel = new LogChannel(this.#nameFor(render(nameText(file))), application);
    const followed = new FollowedLog(this.#ports.log, path, file.shown);
    followed.onLines(lines => {
      channel.append(lines);
    });
    followed.start().catch(this.#ports.onError);
    const opened: OpenLog = {
      channel,
      path,
      get kept() {
        const { shown } = followed;
        return {
          path,
          kind,
          name,
          ...(application === undefined ? {} : { application }),
          ...(shown === undefined ? {} : { shown }),
        };
      },
      dispose: () => {
        followed.dispose();
        channel.dispose();
      },
    };
    this.#open.set(path, opened);
    const [oldest] = this.#open.keys();
    if (this.#open.size > mostLogs && oldest !== undefined) {
      this.#open.get(oldest)?.dispose();
      this.#open.delete(oldest);
    }
    return opened;
  }

  /** Of two channels with one name, nobody could say which is which. */
  #nameFor(wanted: string): string {
    const taken = new Set([...this.#open.values()].map(({ channel }) => channel.name));
    const name = `Twinkle Log: ${wanted.replaceAll('/', '∕')}`;
    if (!taken.has(name)) return name;
    const free = Array.from({ length: mostLogs + 1 }, (_, index) => `${name} (${index + 2})`);
    return free.find(each => !taken.has(each)) ?? name;
  }

  async #keep(): Promise<void> {
    const kept = [...this.#open.values()].map(each => each.kept);
    const written = JSON.stringify(kept);
    if (written === this.#written || !this.#isRestored) return;
    this.#written = written;
    await this.#ports.store.update(key, kept);
  }
}
