/** What an interpolation stands for, as far as the files tell. */
import { nodeAtPath } from '../../document/tree/locate';
import type { Path, TreeNode } from '../../document/tree/tree';
import { environmentVariables } from '../../schema/table/openFields';
import { text, type Text } from '../../text/text';
import type { Analysis } from '../../analysis/analysis';
import { schemaText, valueText } from './fieldText';

const variable = /^\$\{\s*oc\.env\s*:\s*(\w+)\s*(?:,([^${}]*))?\}$/;
const keys = /^\$\{\s*([A-Za-z_]\w*(?:\.\w+|\[\d+\])*)\s*\}$/;

/** Nothing for a value without an interpolation, or with one that is more than a variable or a path. */
export function interpolationNotes(analysis: Analysis, value: TreeNode): Text[] {
  if (value.kind !== 'scalar' || analysis.kind === 'cluster') return [];
  const { text: whole, root } = analysis.document;
  const source = whole
    .slice(value.span.start, value.span.end)
    .replace(/^(["'])(.*)\1$/s, '$2')
    .trim();
  if (!source.includes('${')) return [];
  const ofVariable = variable.exec(source);
  if (ofVariable !== null) return variableNotes(analysis, ofVariable[1] ?? '', ofVariable[2]?.trim());
  if (!value.interpolated) return scalarNotes(value);
  const path = keys.exec(source)?.[1];
  return path === undefined ? [] : scalarNotes(nodeAtPath(root, stepsOf(path)));
}

/** The launcher reads it, whose environment is that of the cluster file and of its shell. */
function variableNotes(
  analysis: Analysis & { kind: 'config' },
  name: string,
  usual: string | undefined,
): Text[] {
  const known = environmentVariables().get(name);
  const own = analysis.cluster?.env.find(entry => entry.name === name)?.value.value;
  const notes: Text[] = known === undefined ? [] : [schemaText(known.field.description)];
  if (own !== undefined) return [...notes, text('`{0}` is `{1}` in the cluster file', name, own)];
  return usual === undefined
    ? [...notes, text('`{0}` must be set where the server is launched', name)]
    : [...notes, text('`{0}` if `{1}` is not set', usual, name)];
}

function stepsOf(path: string): Path {
  const steps = path.split(/[.[\]]+/).filter(step => step !== '');
  return steps.map(step => (/^\d+$/.test(step) ? Number(step) : step));
}

/** What a value is; nothing where that is not known. */
export function scalarNotes(node: TreeNode | undefined): Text[] {
  if (node?.kind !== 'scalar' || node.interpolated || typeof node.value === 'object') return [];
  return [text('Here: `{0}`', typeof node.value === 'bigint' ? String(node.value) : valueText(node.value))];
}
