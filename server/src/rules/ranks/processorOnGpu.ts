/**
 * A processor whose group is on GPUs: its `nproc_per_node` cannot be written and is 1, so each of its processes reserves
 * one GPU on a node of its own, and half of that node's CPUs. What processors run (data sets, templates, rewards) is
 * placed on no device.
 * Source: twinkle/server/processor/app.py `build_processor_app`, twinkle/server/config/application_spec.py
 * `ProcessorArgs`, twinkle/infra/_ray/resource_manager.py, twinkle-kit 0.4.0 to 0.5.1, run with 0.5.1.
 */
import { replaceValue } from '../../document/edits/edit';
import { text } from '../../text/text';
import { groupDevice } from '../../mesh/groupDevice';
import { isEditable, placeOf } from '../engine/place';
import { rankCount } from '../../mesh/rankCount';
import type { ApplicationRule } from '../engine/rule';

export const processorOnGpu: ApplicationRule = {
  id: 'processor-on-gpu',
  stage: 'waste',
  severity: 'warning',
  versions: { since: '0.4.0' },
  consequenceOf: ['ranks-empty', 'ranks-unique'],
  reads: ['import_path', 'args.device_group.device_type', 'args.device_group.ranks'],

  *checkApplication({ application, document }) {
    const group = application.args?.deviceGroup;
    if (application.kind?.value !== 'processor' || group === undefined) return;
    const ranks = rankCount(group);
    const field = group.deviceType;
    if (groupDevice(group) !== 'accelerator' || field === undefined || ranks === undefined) return;
    yield {
      message: text(
        "Processors prepare data on CPUs. On `{0}` each process takes a device on a separate node, and half of the node's CPUs. Nodes required: {1}.",
        field.value ?? '',
        ranks,
      ),
      ...placeOf(application, field),
      fixes: () =>
        isEditable(application, field)
          ? [
              {
                title: text("Change to '{0}'", 'CPU'),
                edits: replaceValue(document, field.node, 'CPU'),
                preferred: false,
              },
            ]
          : [],
    };
  },
};
