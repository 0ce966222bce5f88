/** What features may see of files. The host gives it; open documents win over the disk. */
export interface Workspace {
  /** The text of a file, or undefined where it cannot be read. */
  read(uri: string): Promise<FileText | undefined>;
  /** URIs of the files directly in a folder, in any order; empty where it cannot be read. */
  list(folderUri: string): Promise<string[]>;
}

/** What looks for files of ours. */
export interface FileFinder {
  /** URIs of the configurations and cluster files in some folders and below, at most `most`, in any order. */
  find(folderUris: readonly string[], most: number): Promise<string[]>;
}

export interface FileText {
  readonly text: string;
  /** Offset in `text` of the first bytes that are not UTF-8, where the file has such. */
  readonly invalidAt?: number;
  /** True for UTF-16, which is then what `text` was decoded from, and `invalidAt` is 0. */
  readonly isUtf16?: boolean;
}
