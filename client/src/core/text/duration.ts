import { text, type Text } from './text';

/** `45 s`, `2 min 5 s`. @param ms milliseconds */
export function duration(ms: number): Text {
  const seconds = Math.max(0, Math.round(ms / 1_000));
  if (seconds < 60) return text('{0} s', seconds);
  return text('{0} min {1} s', Math.floor(seconds / 60), seconds % 60);
}
