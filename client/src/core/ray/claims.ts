/** Who holds resources of a cluster, and who waits for some: placement groups and actors, as Ray counts them. */
import { deviceNames } from '../../../../server/src/protocol';

/** Amounts by the names of Ray's resources, such as `GPU`. */
export type Resources = Readonly<Record<string, number>>;

/** Placement groups and actors that are not gone. */
export interface Claims {
  readonly groups: readonly GroupState[];
  readonly actors: readonly ActorState[];
}

export interface GroupState {
  readonly id: string;
  /** PENDING, CREATED, RESCHEDULING, as Ray writes it. */
  readonly state: string;
  /** The job whose process made it. All of one launch have one job: replicas are of the job that started Ray Serve. */
  readonly jobId?: string;
  readonly bundles: readonly BundleState[];
}

export interface BundleState {
  readonly resources: Resources;
  /** Where it is reserved; absent while it waits. */
  readonly nodeId?: string;
}

export interface ActorState {
  readonly id: string;
  readonly className: string;
  /** DEPENDENCIES_UNREADY, PENDING_CREATION, ALIVE, RESTARTING, as Ray writes it. */
  readonly state: string;
  readonly jobId?: string;
  readonly nodeId?: string;
  /** Of its process; absent while no node has started one. */
  readonly pid?: number;
  /** The placement group that it takes its resources from. */
  readonly groupId?: string;
  readonly resources: Resources;
}

const order: readonly string[] = [deviceNames.gpu, deviceNames.npu, 'CPU'];

/** Names of resources, devices first: Ray has them in an order that changes. */
export function resourceNames(resources: Resources): readonly string[] {
  const place = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length);
  return Object.keys(resources).toSorted((one, other) => place(one) - place(other));
}
