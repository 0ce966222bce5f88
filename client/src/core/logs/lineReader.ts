/** Lines of a log with what people filter them by. */
import { workerLine } from '../launch/log/fold';
import { replicaActor } from '../ray/replicaActor';
import { headOf, type Severity } from './severity';

export interface ReadLine {
  readonly text: string;
  /** Of its record: a traceback has that of the line above it. */
  readonly severity: Severity;
  /** True where the line itself says so, and not the one above it. */
  readonly isHead: boolean;
  readonly application?: string;
}

/** The processes whose last record is remembered. */
const mostProcesses = 500;

/**
 * Reads one line after another: what has no head of its own goes on with the record above it. The launcher's log holds
 * lines of many processes, each with its own record.
 */
export class LineReader {
  readonly #last = new Map<string, { severity: Severity; application: string | undefined }>();
  readonly #application: string | undefined;

  /** @param application that the whole log is of, where it is of one */
  constructor(application?: string) {
    this.#application = application;
  }

  /** @param shown a line as it is shown: without colors (terminal.ts) */
  read(shown: string): ReadLine {
    const worker = workerLine(shown);
    const process = worker === undefined ? '' : `${worker.name} ${worker.pid ?? ''}`;
    const text = worker?.text ?? shown;
    const head = headOf(text);
    const before = this.#last.get(process);
    const severity = head?.severity ?? before?.severity ?? 'info';
    const application =
      this.#application ??
      (worker === undefined ? undefined : replicaActor(worker.name)?.application) ??
      applicationIn(text) ??
      (head === undefined ? before?.application : undefined);
    this.#remember(process, { severity, application });
    return {
      text: shown,
      severity,
      isHead: head !== undefined,
      ...(application === undefined ? {} : { application }),
    };
  }

  #remember(process: string, last: { severity: Severity; application: string | undefined }): void {
    this.#last.delete(process);
    this.#last.set(process, last);
    if (this.#last.size <= mostProcesses) return;
    const oldest = this.#last.keys().next();
    if (oldest.done !== true) this.#last.delete(oldest.value);
  }
}

/** What Serve's controller and the launcher say of an application. */
function applicationIn(text: string): string | undefined {
  const serve =
    /\bapp='(?<name>[^']{1,200})'/.exec(text) ?? /\bapplication '(?<name>[^']{1,200})'/.exec(text);
  if (serve !== null) return serve.groups?.['name'];
  return /\]\[INFO:twinkle\] (?:Starting|Deployed) (?<name>.{1,200}?) at \//.exec(text)?.groups?.['name'];
}
