/** Which of the two files a document is. */
import { hasTopKey } from '../../document/tree/topKeys';
import type { ParsedDocument } from '../../document/tree/tree';
import { clusterLanguageId, configLanguageId } from '../../protocol';
import { baseName } from './uri';

export type FileKind = 'config' | 'cluster';

const configName = /^server_config.*\.ya?ml$/i;
const clusterName = /^twinkle_cluster.*\.ya?ml$/i;

/** By the file's name alone. */
export function kindOfName(name: string): FileKind | undefined {
  if (configName.test(name)) return 'config';
  return clusterName.test(name) ? 'cluster' : undefined;
}

/**
 * By the language that the editor gave the document, else by its name: an editor that knows no language of ours opens
 * these files as `yaml`.
 */
export function fileKind(uri: string, languageId?: string): FileKind | undefined {
  if (languageId === configLanguageId) return 'config';
  if (languageId === clusterLanguageId) return 'cluster';
  return kindOfName(baseName(uri));
}

const ofCluster = new Set(['nodes']);
const ofConfig = new Set(['applications']);

/**
 * By what is in it, for a file whose name says nothing: a list of nodes and no applications is a cluster file. The lines
 * of a text that cannot be read count too, since its tree may lack most of it.
 */
export function kindOfContent(document: Pick<ParsedDocument, 'root' | 'text' | 'problems'>): FileKind {
  return hasTopKey(document, ofCluster) && !hasTopKey(document, ofConfig) ? 'cluster' : 'config';
}
