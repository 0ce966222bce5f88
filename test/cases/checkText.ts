/** Checks a case as the server does: one text, or several files in one text, without disk or process. */
import { createAnalyzer, type Analysis } from '../../server/src/analysis/analysis';
import { checkedFile } from '../../server/src/features/views/checkedFile';
import { kindOfName } from '../../server/src/analysis/files/fileKind';
import type { CheckedFinding, Facts, SeverityName } from '../../server/src/protocol';
import { english, type Translate } from '../../server/src/text/text';

/** A file of a case. The first of a text is `server_config.yaml` unless a line says otherwise. */
export interface Part {
  readonly name: string;
  /** The line that begins the part, empty for a first part without one. */
  readonly head: string;
  readonly text: string;
}

export interface CheckedPart extends Part {
  readonly analysis: Analysis;
  readonly findings: readonly CheckedFinding[];
}

const partLine = /^# --- (\S+\.ya?ml)\n/m;

/** Cuts a text at lines such as `# --- twinkle_cluster.yaml`. */
export function partsOf(text: string): Part[] {
  const pieces = text.split(partLine);
  const [first = ''] = pieces;
  const parts: Part[] = first === '' && pieces.length > 1 ? [] : [{ name: 'server_config.yaml', head: '', text: first }];
  for (let index = 1; index < pieces.length; index += 2) {
    const name = pieces[index] ?? '';
    parts.push({ name, head: `# --- ${name}\n`, text: pieces[index + 1] ?? '' });
  }
  return parts;
}

/**
 * Findings of each part; a cluster file among them belongs to the configurations.
 * @param translate into the language of the messages, without it English
 */
export function checkParts(parts: readonly Part[], translate: Translate = english): CheckedPart[] {
  const analyzer = createAnalyzer(message => {
    throw new Error(message);
  });
  const facts = factsOf(parts[0]?.text ?? '');
  const clusterPart = parts.find(part => kindOfName(part.name) === 'cluster');
  const cluster = clusterPart && analyzer.cluster(sourceOf(clusterPart), facts);
  return parts.map(part => {
    const analysis =
      part === clusterPart && cluster !== undefined ? cluster : analyzer.config(sourceOf(part), facts, cluster);
    return { ...part, analysis, findings: checkedFile(analysis, part.name, translate).findings };
  });
}

function sourceOf({ name, text }: Part) {
  return { uri: `file:///case/${name}`, text };
}

/**
 * The first lines may say what the case is checked with: `# twinkle-kit 0.4.0`, and `# twinkle.rules some-rule=hint`
 * for the setting; `# launcher CUDA_VISIBLE_DEVICES` is a variable in the launcher's environment.
 */
export function factsOf(text: string): Facts {
  const facts: Facts = {};
  for (const line of text.split('\n')) {
    const version = /^# twinkle-kit (\d[\d.]*)$/.exec(line)?.[1];
    const [, rule, severity] = /^# twinkle\.rules ([\w-]+)=(\w+)$/.exec(line) ?? [];
    const launcher = /^# launcher (\w+)$/.exec(line)?.[1];
    if (version !== undefined) facts.versionSetting = version;
    else if (launcher !== undefined) facts.launcherVisibleDevices = launcher;
    else if (rule !== undefined) facts.rules = { ...facts.rules, [rule]: severity as SeverityName | 'off' };
    else return facts;
  }
  return facts;
}
