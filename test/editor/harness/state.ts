/** What was on the screen and in the logs when a test failed. */
import type { CodeServer } from './codeServer';
import type { Editor } from './editor';

/** Lines of the logs that say enough; the screenshot says the rest. */
const lines = 20;

/**
 * Saves a screenshot and gives, in words, where it is and how the editor's logs end. Never fails: it reports another
 * failure.
 */
export async function stateInWords(
  name: string,
  editor: Editor | undefined,
  server: CodeServer | undefined,
): Promise<string> {
  const picture = await editor?.screenshot(name).catch(() => undefined);
  const logs = (await server?.logs(/error|twinkle/i).catch(() => undefined))?.slice(-lines) ?? [];
  return [
    ...(picture === undefined ? [] : [`The screen at that moment: ${picture}`]),
    ...(logs.length === 0 ? [] : ["The end of the editor's logs:", ...logs]),
  ].join('\n');
}
