/**
 * `sampler_type: torch` passes the loader, but the class behind it left with 0.2.0:
 * `ImportError: cannot import name 'TorchSampler'`.
 * Source: `_make_torch_sampler` in twinkle/server/sampler/app.py and twinkle/sampler/__init__.py, twinkle-kit 0.2.0 to
 * 0.5.1.
 */
import { replaceValue } from '../../document/edits/edit';
import { text } from '../../text/text';
import { isEditable, placeOf } from '../engine/place';
import type { ApplicationRule } from '../engine/rule';

export const torchSampler: ApplicationRule = {
  id: 'torch-sampler',
  stage: 'replica',
  severity: 'error',
  versions: { since: '0.2.0' },
  reads: ['import_path', 'args.sampler_type'],

  *checkApplication({ application, document }) {
    const { kind, args } = application;
    const field = args?.samplerType;
    if (kind?.value !== 'sampler' || field?.value !== 'torch') return;
    yield {
      message: text(
        'The sampler `torch` is accepted but no longer exists: the replica fails with "cannot import name \'TorchSampler\'".',
      ),
      ...placeOf(application, field),
      fixes: () =>
        isEditable(application, field)
          ? [
              {
                title: text("Change to '{0}'", 'vllm'),
                edits: replaceValue(document, field.node, 'vllm'),
                preferred: false,
              },
            ]
          : [],
    };
  },
};
