/** The same text by itself: a slice holds the whole of what it was cut from in memory for as long as it is in use. */
export function copyOf(slice: string): string {
  return ` ${slice}`.slice(1);
}
