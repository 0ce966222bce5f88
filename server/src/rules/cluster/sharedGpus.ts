/**
 * Two groups of GPUs or NPUs on one Ray node use the same cards: each counts from the first card of the node, whatever Ray has
 * reserved for it. Whatever Ray chooses, two groups must meet here. That they share is certain; that it ends in a lack
 * of memory is not, since small models fit beside each other: so it is a warning.
 * Source: twinkle/infra/_ray/resource_manager.py (`visible_devices[node][rank % nproc_per_node]`), twinkle-kit 0.1 to
 * 0.5.1.
 */
import { deviceNames, devices } from '../../config/devices';
import { firstClash } from '../../placement/firstClash';
import { needKeys } from '../../placement/demand/needOf';
import { knownDeviceCounts } from '../../placement/search/rayNodes';
import { text } from '../../text/text';
import { ofEach } from '../engine/ofEach';
import { placeOf } from '../engine/place';
import type { FileRule } from '../engine/rule';

export const sharedGpus: FileRule = {
  id: 'shared-gpus',
  stage: 'replica',
  severity: 'warning',
  // Later releases reserve and count otherwise.
  versions: { before: '0.5.2' },
  reads: ofEach(needKeys),

  *checkFile({ cluster, config, version }) {
    for (const device of devices) {
      const counts = knownDeviceCounts(cluster, device);
      const clash = counts && firstClash(config.applications, device, counts, version);
      if (clash === undefined) continue;
      yield {
        message: text(
          'Up to here there are {0} {0|group|groups} of {2}s for {1} Ray {1|node|nodes}: two of them share a node, and both use its first cards. Start a separate Ray node for each.',
          clash.groups,
          clash.nodes,
          deviceNames[device],
        ),
        ...placeOf(clash.application, clash.application.args?.deviceGroup?.ranks),
      };
    }
  },
};
