/** A window of the editor that starts a cluster, as a process of its own that a test can kill in the middle. */
import { readFileSync } from 'node:fs';
import { Lab } from './lab';
import type { ClusterView } from '../../../server/src/protocol';

const [, , folder = '', viewFile = ''] = process.argv;
const view = JSON.parse(readFileSync(viewFile, 'utf8')) as ClusterView;
await new Lab(folder).session().start(view, { signal: AbortSignal.timeout(120_000) });
