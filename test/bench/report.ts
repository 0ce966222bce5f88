/** The figures as one Markdown page and as JSON. */
import type { ProcessFigures } from './checking';
import type { EditingFigures } from './editing';
import type { ManyFiles } from './manyFiles';

export interface EditingReport {
  readonly applications: number;
  readonly bytes: number;
  /** By the contender's name; the first is ours. */
  readonly figures: Readonly<Record<string, EditingFigures>>;
}

export interface CheckingReport {
  readonly applications: number;
  readonly bytes: number;
  /** By the checker's name; the first is ours. */
  readonly figures: Readonly<Record<string, ProcessFigures>>;
}

export interface BenchReport {
  readonly date: string;
  readonly machine: {
    readonly node: string;
    readonly platform: string;
    readonly cores: number;
    readonly cpu: string;
    /** Load averages of the last minute; where they exceed the cores, the figures hold waiting for other programs. */
    readonly load: { readonly before: number; readonly after: number };
  };
  readonly versions: Readonly<Record<string, string>>;
  readonly editing: readonly EditingReport[];
  readonly checking: readonly CheckingReport[];
  /** Of our server alone, at more sizes. */
  readonly growth: readonly EditingReport[];
  readonly manyFiles?: ManyFiles;
  /** Why a part of the report is missing. */
  readonly notes: readonly string[];
}

const editingRows: readonly [keyof EditingFigures, string][] = [
  ['editMedianMs', 'key press to diagnostics, median, ms'],
  ['editP95Ms', 'key press to diagnostics, p95, ms'],
  ['cpuPerEditMs', 'CPU for an edit, mean, ms'],
  ['completionMs', 'letter to completions, median, ms'],
  ['startMs', 'start to first diagnostics, median, ms'],
  ['memoryMb', 'memory after the edits, MB'],
];

const checkingRows: readonly [keyof ProcessFigures, string][] = [
  ['wallMs', 'whole process, wall, median, ms'],
  ['cpuMs', 'whole process, CPU, median, ms'],
  ['peakMb', 'peak memory, median, MB'],
];

/** Both tables. A ratio is the peer's figure divided by ours: above 1, ours is the smaller one. */
export function toMarkdown({
  machine,
  versions,
  editing,
  checking,
  growth,
  manyFiles,
  notes,
}: BenchReport): string {
  const named = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return [
    `Node ${machine.node}, ${machine.cores} cores (${machine.cpu}); ${named.join(', ')}.`,
    `Load before and after: ${machine.load.before.toFixed(1)}, ${machine.load.after.toFixed(1)}.`,
    '',
    ...table(editing, editingRows),
    ...table(checking, checkingRows),
    ...growthTable(growth),
    ...manyFilesLines(manyFiles),
    ...notes.map(note => `${note}\n`),
  ].join('\n');
}

function growthTable(growth: readonly EditingReport[]): string[] {
  if (growth.length === 0) return [];
  const keys = ['editMedianMs', 'cpuPerEditMs', 'completionMs'] as const;
  return [
    '| applications | size | key press to diagnostics, median, ms | CPU for an edit, mean, ms | letter to completions, median, ms |',
    '|--:|---|--:|--:|--:|',
    ...growth.map(({ applications, bytes, figures }) => {
      const [own] = Object.values(figures);
      const cells = keys.map(key => format(own?.[key] ?? NaN));
      return `| ${[applications, `${Math.round(bytes / 1000)} KB`, ...cells].join(' | ')} |`;
    }),
    '',
  ];
}

function manyFilesLines(many: ManyFiles | undefined): string[] {
  if (many === undefined) return [];
  const { files, filesPerSecond, wallMs, peakMb } = many;
  return [
    `twinkle-check on ${files} files with one core: ${format(wallMs)} ms, ${format(filesPerSecond)} files a second, ${format(peakMb)} MB.`,
    '',
  ];
}

interface Sized<Figures> {
  readonly applications: number;
  readonly bytes: number;
  readonly figures: Readonly<Record<string, Figures>>;
}

function table<Figures>(
  reports: readonly Sized<Figures>[],
  rows: readonly (readonly [keyof Figures, string])[],
): string[] {
  const [first] = reports;
  if (first === undefined) return [];
  const names = Object.keys(first.figures);
  const header = ['applications', 'size', 'measure', ...names, 'ratio'];
  return [
    `| ${header.join(' | ')} |`,
    `|${header.map((_, index) => (index < 1 || index > 2 ? '--:|' : '---|')).join('')}`,
    ...reports.flatMap(({ applications, bytes, figures }) =>
      rows.map(([key, label]) => {
        const values = names.map(name => Number(figures[name]?.[key]));
        const [ours = NaN, peer = NaN] = values;
        const cells = [
          applications,
          `${Math.round(bytes / 1000)} KB`,
          label,
          ...values.map(format),
          ratio(peer / ours),
        ];
        return `| ${cells.join(' | ')} |`;
      }),
    ),
    '',
  ];
}

const format = (value: number): string => (value < 100 ? value.toFixed(1) : value.toFixed(0));
const ratio = (value: number): string => `${value.toFixed(value < 10 ? 1 : 0)} ×`;
