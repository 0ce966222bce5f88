/** What goes wrong with a request to the dashboard, in words. */
import { lastLine } from '../../core/format/strings';
import { DashboardError } from '../../core/ray/dashboard';
import { text } from '../../core/text/text';
import type { PeerOwner } from '../socketOwner';
import type { Answer } from './connection';

/** Whether a token was sent with a request; `withheld` where the address is not a loopback address. */
export interface Token {
  readonly state: 'none' | 'sent' | 'withheld';
  readonly sent?: string;
}

/** `unauthorized`, since nothing but another token helps. */
export function notSendable(baseUrl: string): DashboardError {
  return new DashboardError(
    'unauthorized',
    text(
      'The Ray token for {0} cannot be sent: it contains a character that is not printable ASCII.',
      baseUrl,
    ),
    text('Enter the token that this cluster was started with.'),
    undefined,
    { actions: { kind: 'setRayToken' } },
  );
}

export function notOurs(baseUrl: string, owner: Exclude<PeerOwner, 'ours'>): DashboardError {
  return owner === 'foreign'
    ? new DashboardError(
        'notOurs',
        text('The Ray token was not sent to {0}: a program of another user uses this port.', baseUrl),
        text('Stop the cluster, set another ray.dashboard_port in the cluster file, and start it again.'),
        undefined,
        { actions: { kind: 'openClusterFile', at: ['ray', 'dashboard_port'] } },
      )
    : new DashboardError(
        'notOurs',
        text('The Ray token was not sent to {0}: the owner of this port is unknown.', baseUrl),
        text('Run the extension on the Linux machine of the cluster, and without a proxy for this address.'),
      );
}

export function unreachable(baseUrl: string, timedOutMs: number | undefined, cause: unknown): DashboardError {
  const what =
    timedOutMs === undefined
      ? text("Ray's dashboard at {0} cannot be reached ({1}).", baseUrl, systemReason(cause))
      : text("Ray's dashboard at {0} did not answer completely within {1} s.", baseUrl, timedOutMs / 1000);
  const remedy = text('Check that the cluster runs and that the address is right.');
  return new DashboardError('unreachable', what, remedy, undefined, {
    cause,
    actions: { kind: 'refresh' },
  });
}

export function unauthorized(baseUrl: string, { status }: Answer, token: Token['state']): DashboardError {
  if (token === 'withheld') {
    return new DashboardError(
      'unauthorized',
      text("Ray's dashboard at {0} requires a token, which is sent to loopback addresses only.", baseUrl),
      text('Open an SSH tunnel to it, and use the address of the tunnel, such as http://127.0.0.1:8265.'),
      status,
    );
  }
  return new DashboardError(
    'unauthorized',
    token === 'sent'
      ? text("Ray's dashboard at {0} refuses the token.", baseUrl)
      : text("Ray's dashboard at {0} requires a token.", baseUrl),
    text('Enter the token that this cluster was started with.'),
    status,
    { actions: { kind: 'setRayToken' } },
  );
}

export function tooLarge(url: string, maxBytes: number): DashboardError {
  return new DashboardError('tooLarge', text('{0} answered with more than {1} bytes.', url, maxBytes));
}

/** `ECONNREFUSED` and its like, which people can look up; else the message. */
function systemReason(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.message;
}

/** Errors of a connection have a code. */
export function isSystemError(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string';
}

/** Of a traceback of Ray's, the line that has its reason. */
export function mainLine(body: string): string {
  return body.startsWith('Traceback ') ? firstLine(lastLine(body)) : firstLine(body);
}

export function firstLine(body: string): string {
  const line = body.split('\n', 1)[0]?.trim() ?? '';
  return line.length > 200 ? `${line.slice(0, 200)}…` : line;
}
