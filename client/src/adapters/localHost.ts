/** skeleton */
import type { Command, Exit } from '../core/command';
import type { ExecOptions, FileSlice, Host, ProcessInfo, StartedProcess } from '../core/host';

export interface LocalHostOptions {
  /** Gives the value of a secret that a command names. */
  readonly secret: (name: string) => Promise<string | undefined>;
  /** The environment that commands inherit; default that of this process, without the editor's own variables. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** This machine. Linux only: processes are told apart by /proc. */
export class LocalHost implements Host {
  readonly name = 'local';
  constructor(readonly options: LocalHostOptions) {}
  exec(_command: Command, _options: ExecOptions): Promise<Exit> {
    return Promise.reject(new Error());
  }
  spawnDetached(_command: Command, _logFile: string, _signal: AbortSignal): Promise<StartedProcess> {
    return Promise.reject(new Error());
  }
  processes(_signal: AbortSignal): Promise<readonly ProcessInfo[]> {
    return Promise.reject(new Error());
  }
  bootId(_signal: AbortSignal): Promise<string> {
    return Promise.reject(new Error());
  }
  kill(_pid: number, _startTicks: number, _signal: 'SIGTERM' | 'SIGKILL' | 'SIGINT'): Promise<boolean> {
    return Promise.reject(new Error());
  }
  readFile(
    _path: string,
    _from: number,
    _maxBytes: number,
    _signal: AbortSignal,
  ): Promise<FileSlice | undefined> {
    return Promise.reject(new Error());
  }
  writeFile(_path: string, _content: string, _mode: number, _signal: AbortSignal): Promise<void> {
    return Promise.reject(new Error());
  }
  createFile(_path: string, _content: string, _mode: number, _signal: AbortSignal): Promise<boolean> {
    return Promise.reject(new Error());
  }
  removeFile(_path: string, _signal: AbortSignal): Promise<void> {
    return Promise.reject(new Error());
  }
  list(_folder: string, _signal: AbortSignal): Promise<readonly string[]> {
    return Promise.reject(new Error());
  }
  portFree(_port: number, _signal: AbortSignal): Promise<boolean> {
    return Promise.reject(new Error());
  }
  home(_signal: AbortSignal): Promise<string> {
    return Promise.reject(new Error());
  }
  stateFolder(_signal: AbortSignal): Promise<string> {
    return Promise.reject(new Error());
  }
}
