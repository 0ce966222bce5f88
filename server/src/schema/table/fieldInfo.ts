/** What is known of a field and of the values that it may have. */
import type { ApplicationKind, Stage } from '../../protocol';

export type TypeName = 'string' | 'integer' | 'number' | 'boolean' | 'null' | 'array' | 'object';

/** What a value may be. */
export interface Shape {
  /** Empty: anything. */
  readonly types: readonly TypeName[];
  /** The only texts that are accepted. */
  readonly values?: readonly string[];
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  /** Of each item of a list; of `deployments`, of the first, since no other is used. */
  readonly items?: Shape;
  /** Of the items after the first, where they differ. */
  readonly furtherItems?: Shape;
  /** Keys of a mapping; absent where nothing is known of them. */
  readonly fields?: ReadonlyMap<string, FieldInfo>;
  /** True where keys beside `fields` are accepted. */
  readonly open: boolean;
  /** What the values of those other keys may be. */
  readonly otherValues?: Shape;
  /** Keys that are accepted and not offered. */
  readonly hidden: ReadonlySet<string>;
  /**
   * True for a mapping that the loader takes as it is and hands on as keyword arguments: of its inside it checks
   * nothing but that the keys are text.
   */
  readonly passedOn: boolean;
  /** When an unknown key, a missing field or a wrong type inside shows itself. */
  readonly stage: Stage;
  /** The value of `import_path` decides what `args` may hold. */
  readonly byKind?: ReadonlyMap<ApplicationKind, Shape>;
  /** The two ways to write a device mesh: the key `mesh_dim_names` decides. */
  readonly byForm?: Readonly<Record<MeshForm, Shape>>;
}

export type MeshForm = 'sizes' | 'array';

export interface FieldInfo {
  readonly key: string;
  /** Such as `applications[*].args.backend`. */
  readonly pattern: string;
  readonly shape: Shape;
  /** The type in a notation that needs no language: `integer | null`, `"mock" | "vllm"`, `list[string]`. */
  readonly typeText: string;
  /** The only values that are accepted; empty where there is no such list. */
  readonly values: readonly string[];
  /** Values worth offering where any are accepted. */
  readonly examples: readonly unknown[];
  /** Absent where there is none; null where leaving the field out has a meaning of its own, which the description tells. */
  readonly default?: unknown;
  readonly unit?: string;
  readonly required: boolean;
  /** First version of twinkle-kit that knows the field. */
  readonly since?: string;
  readonly description: string;
  /** Who alone reads the field. */
  readonly readBy?: string;
  /** Accepted, and read by nobody. */
  readonly noEffect: boolean;
  /** Keys of the value; of a list of mappings, the keys of an item. */
  readonly children: readonly FieldInfo[];
}

/** All fields of one kind of file. */
export interface FieldTable {
  readonly version: string;
  /**
   * True where the loader of this version is known to accept exactly this table. Completion and hover do with an
   * inexact one; validation does not.
   */
  readonly exact: boolean;
  readonly root: Shape;
}
