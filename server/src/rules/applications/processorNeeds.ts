/**
 * What the builder of a processor takes without a default, though the loader lets it out: the launch ends with
 * `TypeError: build_processor_app() missing … required positional argument`. A null is dropped before the call.
 * Source: twinkle/server/processor/app.py `build_processor_app`, twinkle/server/config/application_spec.py
 * `ProcessorArgs` and twinkle/server/launcher/server_launcher.py `_deploy_application`, twinkle-kit 0.5.1; the same in
 * 0.4.0. From 0.2.0 to 0.3.0 the builder took the same, but a null reached it.
 */
import type { Application } from '../../config/serverConfig';
import { atLeast } from '../../config/version';
import { insertEntry, type NewValue } from '../../document/edits/edit';
import type { Fix } from '../../document/tree/finding';
import type { MappingNode, ParsedDocument, TreeNode } from '../../document/tree/tree';
import { listed } from '../../text/listed';
import { text } from '../../text/text';
import { isOwn, placeOf } from '../engine/place';
import type { ApplicationRule } from '../engine/rule';

const needed = ['ncpu_proc_per_node', 'device_group', 'device_mesh'] as const;
type Needed = (typeof needed)[number];

export const processorNeeds: ApplicationRule = {
  id: 'processor-needs',
  stage: 'deploy',
  severity: 'error',
  versions: { since: '0.2.0' },
  reads: ['import_path', 'args.ncpu_proc_per_node', 'args.device_group', 'args.device_mesh'],

  *checkApplication({ application, document, version }) {
    if (application.kind?.value !== 'processor') return;
    const args = valueOf(application.node, 'args');
    if (args !== undefined && args.kind !== 'mapping' && !isNull(args)) return;
    const mapping = args?.kind === 'mapping' ? args : undefined;
    const missing = needed.filter(key => isMissing(mapping, key, atLeast(version, '0.4.0')));
    if (missing.length === 0) return;
    yield {
      message: text(
        'A processor also requires {0}. The loader does not check this, but the launch fails here with a TypeError.',
        listed(missing),
      ),
      ...placeOf(application, application.kind),
      fixes: () => (mapping === undefined ? [] : addMissing(document, application, mapping, missing)),
    };
  },
};

function isMissing(mapping: MappingNode | undefined, key: Needed, nullIsDropped: boolean): boolean {
  const value = mapping && valueOf(mapping, key);
  return value === undefined || (nullIsDropped && isNull(value));
}

function isNull(node: TreeNode): boolean {
  return node.kind === 'scalar' && node.value === null && !node.interpolated;
}

function valueOf(node: MappingNode, key: string): TreeNode | undefined {
  return node.entries.find(entry => entry.key.value === key)?.value;
}

/** Values that go with each other and with what is written. Not preferred: how many processes there are to be is open. */
function addMissing(
  document: ParsedDocument,
  application: Application,
  mapping: MappingNode,
  missing: readonly Needed[],
): Fix[] {
  const isWritten = missing.some(key => valueOf(mapping, key) !== undefined);
  if (isWritten || !isOwn(application, mapping)) return [];
  const { deviceGroup, deviceMesh, ncpuProcPerNode } = application.args ?? {};
  const ranks = deviceGroup?.ranks?.value;
  const count = [
    typeof ranks === 'number' ? ranks : undefined,
    deviceMesh?.product,
    ncpuProcPerNode?.value,
  ].find(value => value !== undefined && Number.isInteger(value) && value > 0);
  const processes = String(count ?? 2);
  const values: Record<Needed, NewValue> = {
    ncpu_proc_per_node: processes,
    device_group: { name: 'processor', ranks: processes, device_type: 'CPU' },
    device_mesh: { dp_size: processes },
  };
  const edits = missing.map(key => insertEntry(document, mapping, key, values[key]));
  if (!edits.every(each => each !== undefined)) return [];
  return [
    {
      title: text('Add {0}', listed(missing)),
      edits: edits.flat(),
      preferred: false,
    },
  ];
}
