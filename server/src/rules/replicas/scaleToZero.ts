/**
 * With `min_replicas: 0` Ray Serve ends the last replica after a while without requests, and the next request waits for
 * a new one. A replica of a model holds the adapters that are being trained; they end with it.
 * Source: ray/serve/config.py `AutoscalingConfig.min_replicas`, Ray 2.60.0; twinkle/server/model/app.py `shutdown`,
 * twinkle-kit 0.5.1.
 */
import { replicasOf } from '../../config/replicaOptions';
import { text, type Text } from '../../text/text';
import { numberFix } from '../fixes/numberFix';
import { placeOf } from '../engine/place';
import type { ApplicationRule } from '../engine/rule';

export const scaleToZero: ApplicationRule = {
  id: 'scale-to-zero',
  stage: 'request',
  severity: 'warning',
  reads: ['import_path', 'deployments'],

  *checkApplication({ application, document }) {
    const message = messages[application.kind?.value ?? 'processor'];
    const replicas = replicasOf(application);
    if (message === undefined || replicas?.scaling === undefined || replicas.least !== 0) return;
    const { scaling, minimum } = replicas;
    yield {
      message,
      ...placeOf(application, minimum),
      fixes: () =>
        numberFix(
          document,
          application,
          { mapping: scaling, key: 'min_replicas', field: minimum, value: 1 },
          true,
        ),
    };
  },
};

/** A processor is made anew for each client, so nothing is lost with it. */
const messages: Readonly<Record<string, Text | undefined>> = {
  server: text(
    'Without requests the last replica of the gateway stops, and new clients wait until another one has started.',
  ),
  model: text(
    'Without requests the last replica stops, and each adapter that was not saved is lost; the next request waits until the model is loaded again.',
  ),
  sampler: text(
    'Without requests the last replica stops, and the next request waits until the model is loaded again.',
  ),
};
