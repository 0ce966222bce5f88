/** Ticks of the walkthrough that VS Code misses. */
import * as vscode from 'vscode';

const walkthrough = 'twinkle-tools.twinkle-server#twinkle.start';

/** The step that a key of context finishes, and the value that does, as `completionEvents` of the manifest have them. */
const steps: Readonly<Record<string, readonly [step: string, value: unknown]>> = {
  hasInterpreter: ['interpreter', true],
  hasConfigFile: ['configuration', true],
  forecastShown: ['forecast', true],
  clusterState: ['cluster', 'running'],
  launchState: ['launch', 'running'],
};

/**
 * Ticks the step that is done with this value. VS Code ticks it by itself only where the value changes after somebody
 * has opened the walkthrough in this window.
 */
export function tickStep(key: string, value: unknown): void {
  const [step, finished] = steps[key] ?? [];
  if (step === undefined || value !== finished) return;
  // An editor without walkthroughs has no such command, and no step to tick.
  vscode.commands
    .executeCommand('welcome.markStepComplete', `${walkthrough}#${step}`)
    .then(undefined, () => undefined);
}
