/** Words for the list of logs. */
import { listed } from '../text/listed';
import { text, type Text } from '../text/text';
import type { LogFile } from './logFile';

/** The group that a log stands in. */
export function groupText({ kind, nodes }: LogFile): Text {
  switch (kind) {
    case 'launcher':
      return text('Server');
    case 'replica':
      return text('Replicas');
    case 'output':
      return text('Output of processes');
    case 'serve':
      return text('Ray Serve');
    case 'core':
      return text('Ray in each process');
    case 'ray':
    case 'start':
      return text('Ray on {0}', listed(nodes));
  }
}

export function nameText({ kind, name }: Pick<LogFile, 'kind' | 'name'>): Text {
  if (kind === 'launcher') return text('Launcher of the server');
  return kind === 'start' ? text('Start of node {0}', name) : text('{0}', name);
}

/** Beside the name. */
export function aboutText({ application, nodes, size }: LogFile): readonly Text[] {
  return [
    ...(application === undefined || application === '' ? [] : [text('application {0}', application)]),
    ...(nodes.length === 0 ? [] : [text('on {0}', listed(nodes))]),
    sizeText(size),
  ];
}

/** @param bytes of a file */
export function sizeText(bytes: number): Text {
  if (bytes < 1_000) return text('{0} bytes', bytes);
  if (bytes < 1_000_000) return text('{0} KB', Math.round(bytes / 1_000));
  return text('{0} MB', Math.round(bytes / 100_000) / 10);
}
