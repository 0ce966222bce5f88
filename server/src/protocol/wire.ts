/** What several messages of the protocol are made of. */

export interface WirePosition {
  line: number;
  character: number;
}

export interface WireRange {
  start: WirePosition;
  end: WirePosition;
}

export interface FileParams {
  /** The file, open in the editor or on disk. */
  uri: string;
}
