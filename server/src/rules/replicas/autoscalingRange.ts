/**
 * Ray Serve wants min_replicas ≤ initial_replicas ≤ max_replicas, and `max_replicas` is 1 where it is not written, so
 * that `min_replicas: 2` alone is refused. With `num_replicas: auto` it is 100.
 * Source: ray/serve/config.py `AutoscalingConfig.replicas_settings_valid`, ray/serve/_private/config.py
 * `handle_num_replicas_auto`, Ray 2.60.0.
 */
import type { Field, Optional } from '../../config/field';
import { replicasOf, type Replicas } from '../../config/replicaOptions';
import type { Application } from '../../config/serverConfig';
import type { Fix } from '../../document/tree/finding';
import type { ParsedDocument } from '../../document/tree/tree';
import { text, type Text } from '../../text/text';
import { numberFix } from '../fixes/numberFix';
import { placeOf } from '../engine/place';
import type { ApplicationRule } from '../engine/rule';

export const autoscalingRange: ApplicationRule = {
  id: 'autoscaling-range',
  stage: 'deploy',
  severity: 'error',
  consequenceOf: ['replicas-and-autoscaling'],
  reads: ['deployments'],

  *checkApplication({ application, document }) {
    const replicas = replicasOf(application);
    const complaint = replicas && complaintOf(replicas);
    if (replicas === undefined || complaint === undefined) return;
    yield {
      message: complaint.message,
      ...placeOf(application, complaint.field),
      fixes: () => complaint.changes.flatMap(change => changing(document, application, replicas, change)),
    };
  },
};

type Bound = 'min_replicas' | 'initial_replicas' | 'max_replicas';

interface Change {
  readonly key: Bound;
  readonly field: Optional<number>;
  readonly value: number;
}

interface Complaint {
  readonly message: Text;
  readonly field: Field<number> | undefined;
  readonly changes: readonly Change[];
}

function complaintOf(replicas: Replicas): Complaint | undefined {
  const { scaling, least, most, minimum, initial, maximum } = replicas;
  // What is out of its own range is reported there.
  if (scaling === undefined || least === undefined || most === undefined || most < 1) return undefined;
  const lower = { key: 'min_replicas', field: minimum } as const;
  const upper = { key: 'max_replicas', field: maximum } as const;
  if (most < least) {
    return {
      message: belowMinimum(maximum !== undefined, most, least),
      field: maximum ?? minimum,
      changes: [{ ...upper, value: least }, ...(most >= 1 ? [{ ...lower, value: most }] : [])],
    };
  }
  const first = initial?.value;
  if (initial === undefined || first === undefined || !Number.isInteger(first) || first < 0) return undefined;
  const start = { key: 'initial_replicas', field: initial } as const;
  if (first < least) {
    return {
      message: text(
        'initial_replicas {0} is below min_replicas {1}: Ray Serve refuses the deployment, and the launch fails here.',
        first,
        least,
      ),
      field: initial,
      changes: [
        { ...start, value: least },
        { ...lower, value: first },
      ],
    };
  }
  if (first <= most) return undefined;
  return {
    message: text(
      'initial_replicas {0} is above max_replicas {1}: Ray Serve refuses the deployment, and the launch fails here.',
      first,
      most,
    ),
    field: initial,
    changes: [
      { ...upper, value: first },
      { ...start, value: most },
    ],
  };
}

function belowMinimum(isWritten: boolean, most: number, least: number): Text {
  return isWritten
    ? text(
        'max_replicas {0} is below min_replicas {1}: Ray Serve refuses the deployment, and the launch fails here.',
        most,
        least,
      )
    : text(
        'Without max_replicas it is {0}, below min_replicas {1}: Ray Serve refuses the deployment, and the launch fails here.',
        most,
        least,
      );
}

function changing(
  document: ParsedDocument,
  application: Application,
  { scaling }: Replicas,
  { key, field, value }: Change,
): Fix[] {
  return scaling === undefined
    ? []
    : numberFix(document, application, { mapping: scaling, key, field, value });
}
