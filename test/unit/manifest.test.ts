/** The manifest and the code must name the same commands, settings, context keys and texts, both ways. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { needsMachine, textCommands } from '../../client/src/ui/trust/commandAccess';
import { codes } from '../../server/src/analysis/settings/codes';

const root = join(import.meta.dirname, '../..');

interface Menu {
  command: string;
  when?: string;
}

interface Manifest {
  main: string;
  icon: string;
  contributes: {
    languages: { id: string; configuration: string; icon: { light: string; dark: string } }[];
    grammars: { path: string }[];
    configuration: { properties: Record<string, unknown> };
    commands: { command: string; enablement?: string }[];
    menus: Record<string, Menu[]>;
    views: Record<string, { id: string; icon: string }[]>;
    viewsWelcome: { view: string; contents: string; when?: string }[];
    walkthroughs: { id: string; steps: { media: { svg: string } }[] }[];
  };
}

const manifestText = readFileSync(join(root, 'package.json'), 'utf8');
const manifest = JSON.parse(manifestText) as Manifest;
const { contributes } = manifest;
const nls = JSON.parse(readFileSync(join(root, 'package.nls.json'), 'utf8')) as Record<string, string>;
const text = (file: string) => readFileSync(join(root, file), 'utf8');
const code = globSync('client/src/**/*.ts', { cwd: root })
  .filter(file => !file.endsWith('.test.ts'))
  .map(text)
  .join('\n');

/** All different matches of the first group. */
function all(pattern: RegExp, where: string): string[] {
  return [...new Set([...where.matchAll(pattern)].map(match => match[1] ?? ''))].sort();
}

it('the setting of rules offers each of them', () => {
  expect(contributes.configuration.properties['twinkle.rules']).toMatchObject({
    propertyNames: { enum: codes },
  });
});

describe('commands', () => {
  const declared = contributes.commands.map(({ command }) => command).sort();

  it('are registered as they are declared', () => {
    expect(all(/register\(\s*'(twinkle\.\w+)'/g, code)).toEqual(declared);
  });

  it('that fix an error have a title for its button', () => {
    const titled = all(/^ {2}'([\w.]+)': \(\) =>/gm, text('client/src/ui/messages/errors.ts'));
    const below = globSync('client/src/{core,app,adapters}/**/*.ts', { cwd: root }).map(text).join('\n');
    const used = all(/'(twinkle\.\w+)'/g, below).filter(command => declared.includes(command));
    // Every message has a button for the log.
    expect(used.filter(command => !titled.includes(command))).toEqual(['twinkle.showOutput']);
  });

  // test/editor/untrusted.test.ts runs them. A new one is refused in an untrusted workspace, until somebody decides that it touches text alone.
  it('are refused in an untrusted workspace, unless they touch text alone', () => {
    expect(declared.filter(needsMachine)).toEqual(
      [
        'launchServer',
        'previewCluster',
        'refresh',
        'selectPython',
        'setRayToken',
        'startCluster',
        'stopCluster',
        'stopServer',
      ].map(name => `twinkle.${name}`),
    );
    expect([...textCommands].filter(command => !declared.includes(command))).toEqual([]);
  });

  it('are declared where menus, welcome texts and code name them', () => {
    const views = Object.values(contributes.views)
      .flat()
      .map(({ id }) => `${id}.focus`);
    const named = [
      ...Object.values(contributes.menus)
        .flat()
        .map(({ command }) => command),
      ...all(/command:(twinkle\.[\w.]+)/g, Object.values(nls).join('\n')),
      ...all(
        /'(twinkle\.(?:\w+\.focus|(?:start|stop|launch|show|select|create|open|preview|set)\w+))'/g,
        code,
      ),
    ];
    for (const command of named) expect([...declared, ...views]).toContain(command);
  });
});

it('settings are read as they are declared', () => {
  const read = all(/(?:get<\w+>|update)\('(\w+)'/g, code).map(name => `twinkle.${name}`);
  expect(read).toEqual(Object.keys(contributes.configuration.properties).sort());
});

it('context keys of when clauses are the ones that are set', () => {
  const clauses = [
    ...Object.values(contributes.menus).flat(),
    ...contributes.viewsWelcome,
    ...contributes.commands.map(({ enablement }) => ({ when: enablement })),
  ].map(({ when }) => when ?? '');
  const views = Object.values(contributes.views)
    .flat()
    .map(({ id }) => id);
  const used = all(/\b(twinkle\.\w+)/g, clauses.join('\n')).filter(key => !views.includes(key));
  const block = /interface ContextKeys \{([^}]*)\}/.exec(code)?.[1] ?? '';
  expect(used).toEqual(all(/readonly (\w+):/g, block).map(key => `twinkle.${key}`));
});

it('menus of an editor say which documents they are for, so that none is at the old side of a diff', () => {
  const { 'editor/title': title = [], 'editor/title/run': run = [] } = contributes.menus;
  for (const { command, when = '' } of [...title, ...run]) {
    // The forecast starts nothing, so that it needs no file.
    const scheme = command === 'twinkle.forecast' ? 'in twinkle.servedSchemes' : '== file';
    expect(when, command).toContain(` && resourceScheme ${scheme}`);
  }
});

it('views of the manifest are the ones that the code makes', () => {
  const made = all(/new RowTree\('(twinkle\.\w+)'/g, code);
  expect(
    Object.values(contributes.views)
      .flat()
      .map(({ id }) => id)
      .sort(),
  ).toEqual(made);
});

it('placeholders of the manifest and keys of package.nls.json are the same', () => {
  expect(all(/"%([\w.]+)%"/g, manifestText)).toEqual(Object.keys(nls).sort());
});

it('files that the manifest names exist', () => {
  const files = [
    manifest.icon,
    ...contributes.languages.flatMap(({ configuration, icon }) => [configuration, icon.light, icon.dark]),
    ...contributes.grammars.map(({ path }) => path),
    ...Object.values(contributes.views)
      .flat()
      .map(({ icon }) => icon),
    ...contributes.walkthroughs.flatMap(({ steps }) => steps.map(({ media }) => media.svg)),
  ];
  expect(files.filter(file => !existsSync(join(root, file)))).toEqual([]);
});
