/** Opens a file where it says what an error is about. */
import type * as vscode from 'vscode';
import { showAt } from '../files/showAt';
import type { TwinkleLanguageClient } from './client';

/** Keys and indexes from the root of a file. */
export type FilePath = readonly (string | number)[];

/** @param at what a button or a link passed on; anything but a path opens the file as it was left */
export async function openPlace(client: TwinkleLanguageClient, uri: vscode.Uri, at: unknown): Promise<void> {
  await showAt(uri, undefined);
  if (!isPath(at)) return;
  const range = await client.place(uri, at);
  if (range !== null) await showAt(uri, range);
}

function isPath(value: unknown): value is FilePath {
  return Array.isArray(value) && value.every(step => typeof step === 'string' || typeof step === 'number');
}
