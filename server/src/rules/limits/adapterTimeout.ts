/**
 * An adapter is unloaded when its client was not heard of for `adapter_timeout` seconds. Clients send a heartbeat every
 * 10 seconds, so a time of that order ends adapters that are in use.
 * Source: twinkle/server/utils/lifecycle/base.py `_is_session_alive`, twinkle_client/manager.py
 * (`session_heartbeat_interval` 10), twinkle-kit 0.4.0 to 0.5.1.
 */
import { plainNumberOf, Reader } from '../../config/reader';
import { text } from '../../text/text';
import { placeOf } from '../engine/place';
import type { ApplicationRule } from '../engine/rule';

const heartbeat = 10;
const roomy = 30;

export const adapterTimeout: ApplicationRule = {
  id: 'adapter-timeout',
  stage: 'request',
  severity: 'hint',
  versions: { since: '0.4.0' },
  reads: ['import_path', 'args.adapter_config.adapter_timeout'],

  *checkApplication({ application }) {
    const { kind, args } = application;
    if (kind?.value !== 'model' || args === undefined) return;
    const field = new Reader(args.node, args.path)
      .mapping('adapter_config')
      ?.field('adapter_timeout', plainNumberOf);
    if (field?.value === undefined || !(field.value < roomy)) return;
    const isTooShort = field.value <= heartbeat;
    yield {
      // One that ends while its client works is lost for sure; one with little room only on a bad network.
      ...(isTooShort && { severity: 'warning' }),
      message: isTooShort
        ? text(
            'Clients send a heartbeat every {0} s by default: after {1} s without one an adapter is unloaded while its client still works with it.',
            heartbeat,
            field.value,
          )
        : text(
            'Clients send a heartbeat every {0} s by default: after {1} s without one an adapter is unloaded, so a short break of the network is enough.',
            heartbeat,
            field.value,
          ),
      ...placeOf(application, field),
    };
  },
};
