/** Which of the two files a document is. */
import type { ParsedDocument } from '../document/tree';
import { clusterLanguageId, configLanguageId } from '../protocol';
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

/** By what is in it, for a file whose name says nothing: a list of nodes and no applications is a cluster file. */
export function kindOfContent({ root }: Pick<ParsedDocument, 'root'>): FileKind {
  const keys = root?.kind === 'mapping' ? root.entries.map(entry => entry.key.value) : [];
  return keys.includes('nodes') && !keys.includes('applications') ? 'cluster' : 'config';
}
