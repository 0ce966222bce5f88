/**
 * A sampler cuts the prompts of a request into as many shares as it has data ranks, and refuses a request that has fewer:
 * `Batch too small for 4 workers, some ranks have no data`. `/chat/completions` sends one prompt.
 * Source: twinkle/infra/__init__.py `_dispatch_args`, twinkle-kit 0.2.0 to 0.5.1.
 */
import { text } from '../../text/text';
import { dataWorldSize } from '../../mesh/dataDispatch';
import { sizeField } from '../../mesh/meshOptions';
import { meshKeys, meshSetup } from '../../mesh/meshSetup';
import { placeOf } from '../engine/place';
import type { ApplicationRule } from '../engine/rule';

export const samplerSmallBatch: ApplicationRule = {
  id: 'sampler-small-batch',
  stage: 'request',
  severity: 'hint',
  versions: { since: '0.2.0' },
  // Upstream's own files have it, and clients that sample many prompts want it.
  optIn: true,
  consequenceOf: ['mesh-world-size'],
  reads: meshKeys,

  *checkApplication({ application }) {
    const setup = meshSetup(application);
    if (setup?.engine !== 'vllm') return;
    const shares = dataWorldSize(setup.mesh) ?? 1;
    if (shares < 2) return;
    yield {
      message: text(
        'A request with fewer than {0} {0|prompt|prompts} fails with "Batch too small for {1} workers". This includes every request to /chat/completions. `dp_size: 1` with more replicas accepts any number of prompts.',
        shares,
        setup.workers,
      ),
      ...placeOf(application, sizeField(setup, 'dp')),
    };
  },
};
