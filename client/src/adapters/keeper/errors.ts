/** How a keeper fails. */

/** An error answer of the keeper; `program.ts` and the schema say which fields each code has. */
export interface KeeperError {
  readonly code: string;
  readonly message: string;
  readonly path?: string | null;
  readonly errno?: string;
  readonly fault?: 'link' | 'owner' | 'mode' | 'kind' | 'content';
  readonly uid?: number;
  readonly mode?: number;
  readonly isFolder?: boolean;
  readonly step?: 'program' | 'folder';
  readonly reason?: string;
  readonly program?: string;
  readonly cwd?: string | null;
}

/** The keeper refused a request. */
export class Refused extends Error {
  constructor(readonly answer: KeeperError) {
    super(answer.message);
  }
}

/** The keeper has ended, or its connection is lost. */
export class Lost extends Error {}

/** An interpreter cannot run the keeper. */
export class Unusable extends Error {}
