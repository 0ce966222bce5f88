/** A real editor on a copy of the demo, with the packaged extension in it. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { inject } from 'vitest';
import { CodeServer, required, type CodeServerOptions } from '../harness/codeServer';
import { Editor } from '../harness/editor';
import { vsix } from '../harness/installed';
import { endLeftovers } from '../harness/leftovers';
import { onInterrupt } from '../harness/onInterrupt';
import { WebExtension } from '../harness/webExtension';
import { copyDemo, type Demo } from './demo';

export const root = path.join(import.meta.dirname, '../../..');
const python = () =>
  required('TWINKLE_TEST_PYTHON', '`npm test -- --only editor` installs Ray and Twinkle and sets it');

export interface Fixture {
  readonly demo: Demo;
  readonly server: CodeServer;
  readonly editor: Editor;
  /** Text of a file of the workspace, as it is on the disk. */
  read(name: string): string;
  dispose(): Promise<void>;
}

export interface FixtureOptions extends Pick<CodeServerOptions, 'settings' | 'workspaceTrust'> {
  /** True: the extension runs in the browser, as in VS Code for the Web, and is not installed on the machine. */
  readonly inBrowser?: boolean;
  /**
   * Display language that extensions see, such as `zh-cn`. No language pack is installed, so the words of the editor itself
   * stay English, and what looks for them works as before.
   */
  readonly language?: string;
  /** False: no interpreter is chosen. */
  readonly interpreter?: boolean;
  /** Further variables of the editor. */
  readonly env?: (demo: Demo) => Record<string, string>;
  /** Changes the copied workspace before the editor opens it. */
  readonly prepare?: (demo: Demo) => void;
}

export async function openDemo(options: FixtureOptions = {}): Promise<Fixture> {
  const demo = await copyDemo();
  let server: CodeServer | undefined;
  let web: WebExtension | undefined;
  try {
    options.prepare?.(demo);
    const served =
      options.inBrowser === true ? await WebExtension.serve(vsix, demo.folder, python()) : undefined;
    web = served;
    server = await CodeServer.start({
      folder: demo.folder,
      workspace: demo.workspace,
      ...(served === undefined && { extensions: inject('extensions') }),
      workspaceTrust: options.workspaceTrust ?? false,
      env: { TWINKLE_STATE_HOME: demo.stateFolder, ...options.env?.(demo) },
      settings: {
        ...(options.interpreter === false ? {} : { 'twinkle.python': python() }),
        // VS Code turns an extension of its own off for this one setting. Where that comes late, it starts its extension
        // hosts again, and without the extensions that a page names.
        ...(served !== undefined && { 'chat.disableAIFeatures': false }),
        ...options.settings,
      },
    });
    const running = server;
    const editor = await Editor.open({
      url: running.url,
      screenshots: path.join(root, 'out/editor'),
      prepare: async page => {
        if (options.language !== undefined) await page.addInitScript(displayLanguage, options.language);
        await served?.addTo(page, running.url);
      },
    });
    const forget = onInterrupt(async () => {
      served?.dispose();
      await running.dispose();
      await endLeftovers(demo.stateFolder);
      demo.dispose();
    });
    return {
      demo,
      server,
      editor,
      read: name => readFileSync(path.join(demo.workspace, name), 'utf8'),
      dispose: async () => {
        forget();
        await editor.close();
        served?.dispose();
        await running.dispose();
        await endLeftovers(demo.stateFolder);
        demo.dispose();
      },
    };
  } catch (error) {
    web?.dispose();
    await server?.dispose();
    demo.dispose();
    throw error;
  }
}

/** Runs in the page, before the editor: a language pack sets this name to its language (vs/nls.ts). */
function displayLanguage(language: string): void {
  Object.defineProperty(globalThis, '_VSCODE_NLS_LANGUAGE', { get: () => language, set: () => undefined });
}
