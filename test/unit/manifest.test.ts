/** The manifest and the code must name the same commands, settings, context keys and texts, both ways. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { needsMachine, textCommands } from '../../client/src/ui/trust/commandAccess';
import { codes } from '../../server/src/analysis/settings/codes';

const root = join(import.meta.dirname, '../..');

interface Menu {
  command?: string;
  submenu?: string;
  when?: string;
}

interface Manifest {
  main: string;
  icon: string;
  activationEvents: string[];
  contributes: {
    languages: { id: string; configuration: string; icon: { light: string; dark: string } }[];
    grammars: { path: string }[];
    configuration: { properties: Record<string, unknown> };
    commands: { command: string; enablement?: string }[];
    submenus: { id: string }[];
    menus: Record<string, Menu[]>;
    views: Record<string, { id: string; icon: string }[]>;
    viewsWelcome: { view: string; contents: string; when?: string }[];
    walkthroughs: { id: string; steps: { media: { svg: string }; completionEvents: string[] }[] }[];
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

  it('have each a handler', () => {
    expect(all(/^  '(twinkle\.\w+)': \w+,$/gm, text('client/src/ui/commands/handlers.ts'))).toEqual(declared);
  });

  it('of buttons are declared', () => {
    const used = all(/'(twinkle\.\w+)'/g, text('client/src/ui/messages/buttons.ts'));
    expect(used.length).toBeGreaterThan(5);
    expect(used.filter(command => !declared.includes(command))).toEqual([]);
  });

  // test/editor/untrusted.test.ts runs them. A new one is refused in an untrusted workspace, until somebody decides that it touches text alone.
  it('are refused in an untrusted workspace, unless they touch text alone', () => {
    expect(declared.filter(needsMachine)).toEqual(
      [
        'copyClientSnippet',
        'copyEndpoint',
        'copyReport',
        'filterLog',
        'firstLogError',
        'launchServer',
        'launchWith',
        'openDashboard',
        'openLog',
        'openWholeLog',
        'previewCluster',
        'refresh',
        'selectPython',
        'sendTestRequest',
        'setRayToken',
        'startAndLaunch',
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
        .flatMap(({ command }) => command ?? []),
      ...all(/command:(twinkle\.[\w.]+)/g, Object.values(nls).join('\n')),
      ...all(
        /'(twinkle\.(?:\w+\.focus|(?:start|stop|launch|show|select|create|open|preview|set|send|copy)\w+))'/g,
        code,
      ),
    ];
    for (const command of named) expect([...declared, ...views]).toContain(command);
  });
});

it('submenus are declared, and have entries', () => {
  const shown = Object.values(contributes.menus).flatMap(entries =>
    entries.flatMap(({ submenu }) => submenu ?? []),
  );
  expect(contributes.submenus.map(({ id }) => id)).toEqual([...new Set(shown)]);
  for (const id of shown) expect(contributes.menus[id]?.length, id).toBeGreaterThan(1);
});

it('settings are read as they are declared', () => {
  const read = all(/(?:get<\w+>|update)\('([\w.]+)'/g, code).map(name => `twinkle.${name}`);
  expect(read).toEqual(Object.keys(contributes.configuration.properties).sort());
});

it('context keys of when clauses are the ones that are set', () => {
  const clauses = [
    ...Object.values(contributes.menus).flat(),
    ...contributes.viewsWelcome,
    ...contributes.commands.map(({ enablement }) => ({ when: enablement })),
    ...contributes.walkthroughs.flatMap(({ steps }) =>
      steps.map(({ completionEvents }) => ({ when: completionEvents.join('\n') })),
    ),
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

it('rows whose problem a command fixes by acting have a button and an entry in their menu for it', () => {
  const actions = all(/'(\w+)'/g, /const actingKinds = \[([^\]]*)\]/.exec(code)?.[1] ?? '');
  expect(actions).toContain('stopServer');
  const menus = (contributes.menus['view/item/context'] ?? []) as (Menu & { group: string })[];
  for (const action of actions) {
    const own = menus.filter(({ when = '' }) => when.endsWith(` viewItem == problem.${action}`));
    expect(own.map(({ command, group }) => [command, group])).toEqual([
      [`twinkle.${action}`, 'inline@1'],
      [`twinkle.${action}`, 'navigation@1'],
    ]);
  }
});

it('every row that reports a problem shows its details, also one with a button', () => {
  const menus = contributes.menus['view/item/context'] ?? [];
  const { when = '' } = menus.find(({ command }) => command === 'twinkle.showDetails') ?? {};
  const rows = new RegExp(/viewItem =~ [/](.+)[/]$/.exec(when)?.[1] ?? '^$');
  for (const context of ['problem', 'problem.startCluster', 'application', 'node.dead'])
    expect(rows.test(context), context).toBe(true);
});

it('the palette hides a command only where its state is known', () => {
  for (const { command, when = '' } of contributes.menus['commandPalette'] ?? []) {
    if (when === 'false') continue;
    expect(when, command).toMatch(/^!twinkle[.]ready \|\| /);
    // Of an untrusted folder only its files are known.
    if (/State|Left/.test(when) || (when.includes('hasLog') && needsMachine(command ?? '')))
      expect(when, command).toContain(' || !isWorkspaceTrusted || ');
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

it('a step of a walkthrough is ticked by what is there, and not by a command that was opened', () => {
  const events = contributes.walkthroughs.flatMap(({ steps }) =>
    steps.flatMap(({ completionEvents }) => completionEvents),
  );
  expect(events).not.toEqual([]);
  expect(events.filter(event => !event.startsWith('onContext:twinkle.'))).toEqual([]);
});

it('schemes of pages start the extension, which is asked for them after a reload', () => {
  const schemes = all(/cheme = '(twinkle-\w+)'/g, `${code}\n${text('server/src/protocol.ts')}`);
  expect(schemes).toEqual(['twinkle-forecast', 'twinkle-preview', 'twinkle-rule']);
  expect(manifest.activationEvents).toEqual(
    expect.arrayContaining(schemes.map(scheme => `onFileSystem:${scheme}`)),
  );
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

it('icons of files are seen in every theme: light high contrast has those of the dark ones', () => {
  for (const { icon } of contributes.languages) {
    const color = (file: string) => /#[0-9a-f]{6}/.exec(readFileSync(join(root, file), 'utf8'))?.[0] ?? '';
    // Side bars of the default themes: white, Dark 2026 and both kinds of high contrast.
    for (const background of ['#ffffff', '#202122', '#000000'])
      expect(contrast(color(icon.dark), background), icon.dark).toBeGreaterThan(3);
    expect(contrast(color(icon.light), '#ffffff'), icon.light).toBeGreaterThan(3);
  }
});

/** WCAG 2.2: at least 3 for graphics. @param one as `#rrggbb` */
function contrast(one: string, other: string): number {
  const luminance = (color: string) =>
    [0.2126, 0.7152, 0.0722].reduce((sum, weight, index) => {
      const part = parseInt(color.slice(1 + 2 * index, 3 + 2 * index), 16) / 255;
      return sum + weight * (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    }, 0);
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}
