/** What the field table says of a file: findings of stage `load`, and of what is handed on to constructors. */
import type { ClusterFile } from '../../config/clusterFile';
import type { ServerConfig } from '../../config/serverConfig';
import type { Finding } from '../../document/tree/finding';
import type { ParsedDocument, TreeNode } from '../../document/tree/tree';
import { text } from '../../text/text';
import { checkBuilders } from './builders';
import { checkClusterNodes } from './clusterChecks';
import { checkAcrossFields } from './crossField';
import { finding } from './findings';
import { checkKeywords } from './keywords';
import { distinct } from './distinct';
import { clusterTable, type FieldTable } from '../table/table';
import { visibleDevices } from './visibleDevices';
import { Walk, type IsQuiet } from './walk';

/**
 * Findings about a `server_config.yaml`. Those of stage `load` mean exactly that the loader of the table's version
 * rejects the file; before 0.4.0 there was no such loader, and what fails there is of stage `deploy`. What
 * stands behind an anchor is reported for each of its uses.
 *
 * @param isQuiet true for an application of which it is known that nothing is to be said
 */
export function validateServerConfig(
  document: ParsedDocument,
  config: ServerConfig,
  table: FieldTable,
  isQuiet: IsQuiet = () => false,
): Finding[] {
  if (!table.exact) return checkBuilders(document, config, table.version, isQuiet);
  return [
    ...checkTree(document, new Walk(document, table, 'lax', isQuiet, config.isNewer), table),
    ...checkAcrossFields(document, table, isQuiet),
    ...checkKeywords(
      document,
      config.applications.filter(({ node }) => !isQuiet(node)),
      table,
    ),
  ];
}

/** Findings about a `twinkle_cluster.yaml`. */
export function validateClusterFile(document: ParsedDocument, file: ClusterFile): Finding[] {
  const table = clusterTable();
  return distinct([
    ...checkTree(document, new Walk(document, table, 'exact', () => false), table),
    ...checkClusterNodes(document, file),
    ...visibleDevices(file),
  ]);
}

function checkTree({ root }: ParsedDocument, walk: Walk, table: FieldTable): Finding[] {
  const at = { path: [], name: '', span: { start: 0, end: 0 } };
  // An empty file is a mapping without keys to the loader.
  if (root === undefined || (root.kind === 'scalar' && root.value === null)) walk.nothing(table.root, at);
  else if (root.kind === 'mapping') walk.value(root, table.root, at);
  else return [notAMapping(root)];
  return walk.findings;
}

function notAMapping({ span }: TreeNode): Finding {
  const message = text('The file must be a mapping of keys and values.');
  return finding('wrong-type', { path: [], span, stage: 'load' }, message);
}
