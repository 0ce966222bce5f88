/** As somebody leaves it who types without care: other indentation, more blanks. */
export function spoiled(text: string): string {
  return text
    .split('\n')
    .map(line => line.replace(/^ +/, blanks => blanks.repeat(2)).replace(/^( *-) /, '$1   '))
    .map(line => line.replace(/: (?=\S)/, ':   ').replace(/ #/, '     #'))
    .join('\n');
}
