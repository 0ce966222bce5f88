/** The value that made a launch fail. */
import type { FileParams, WireRange } from './wire';

/**
 * Request: which value of a `server_config.yaml` made its launch fail. Until the text changes, the file has an error
 * there. Parameters: {@link CauseParams}. Result: {@link CauseView}; null where that is not certain.
 */
export const causeRequest = 'twinkle/cause';

export interface CauseParams extends FileParams {
  /**
   * Absent: the next launch has begun with the text as it is now, and what was said of the last one is taken back.
   */
  cause?: LaunchCause;
  /**
   * The begin of this launch was reported: the cause is of the text of then, whatever the clocks of files say. Of another
   * text, and of one that is not known any more, nothing is said.
   */
  ofTold?: boolean;
}

/** The last exception of a launch that failed. */
export interface LaunchCause {
  /** Its type without the module, and its message, on one line. */
  message: string;
  /** The application whose deployment or replica it ended; absent: none, or unknown. */
  application?: string;
}

export interface CauseView {
  /** Code whose page explains it. */
  code: string;
  /** Keys and indexes from the root of the file to the value. */
  path: (string | number)[];
  range: WireRange;
  /** One sentence in the language of the client: what is wrong with the value. */
  words: string;
  /** There is a quick fix that is certain. */
  fixable: boolean;
}
