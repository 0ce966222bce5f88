/** What the reader makes of a text: nodes as they are written, without a look at what they mean. */
import type { ScalarNode } from '../../tree/tree';

interface Written {
  /** Offsets of the content, without its properties. */
  readonly start: number;
  end: number;
}

interface WithProperties extends Written {
  /** The whole tag, such as `tag:yaml.org,2002:int`; `!` for the mark that is no tag; empty where it cannot be read. */
  readonly tag?: string;
  readonly anchor?: string;
}

export interface YamlScalar extends WithProperties {
  readonly kind: 'scalar';
  readonly style: ScalarNode['style'];
  /** The text that it stands for; empty where nothing is written, and start and end are the same then. */
  readonly value: string;
}

export interface YamlAlias extends Written {
  readonly kind: 'alias';
  readonly name: string;
}

export interface YamlPair {
  readonly key: YamlNode;
  readonly value: YamlNode;
}

export interface YamlMapping extends WithProperties {
  readonly kind: 'mapping';
  readonly flow: boolean;
  readonly pairs: YamlPair[];
}

export interface YamlSequence extends WithProperties {
  readonly kind: 'sequence';
  readonly flow: boolean;
  readonly items: YamlNode[];
}

export type YamlNode = YamlScalar | YamlAlias | YamlMapping | YamlSequence;

/** The scalar that stands where nothing is written. */
export function nothingAt(at: number): YamlScalar {
  return { kind: 'scalar', start: at, end: at, style: 'plain', value: '' };
}

export function isNothing(node: YamlNode): boolean {
  return node.kind === 'scalar' && node.style === 'plain' && node.value === '' && node.start === node.end;
}
