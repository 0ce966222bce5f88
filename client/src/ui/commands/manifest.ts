import type * as vscode from 'vscode';

interface Manifest {
  readonly contributes: { readonly commands: readonly { readonly command: string }[] };
}

/** Names of all commands that the manifest of the extension contributes. */
export function commandsOf({ packageJSON }: vscode.Extension<unknown>): readonly string[] {
  return (packageJSON as Manifest).contributes.commands.map(({ command }) => command);
}
