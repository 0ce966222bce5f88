/**
 * The one file that client and server share: what crosses the wire beside the standard LSP.
 *
 * The client never reads YAML. Whatever it wants of a file it asks here, and gets plain data with LSP ranges.
 * Lines and characters are those of LSP: from 0, UTF-16 code units.
 */
import type { FileParams, WireRange } from './protocol/wire';

export * from './protocol/causes';
export * from './protocol/wire';

/** Language id of `server_config*.yaml`. */
export const configLanguageId = 'twinkle-server-config';
/** Language id of `twinkle_cluster*.yaml`. */
export const clusterLanguageId = 'twinkle-cluster';

/** `source` of every diagnostic of this server. */
export const diagnosticSource = 'twinkle';

/** Scheme of the pages of the codes in VS Code; the manifest names it too. */
export const rulePageScheme = 'twinkle-rule';

/** When a mistake would have shown itself without this tool, from the first moment to the worst. */
export type Stage = 'load' | 'deploy' | 'replica' | 'request' | 'silent' | 'hang' | 'waste';

/** What the `data` of each diagnostic holds. Fixes look here and at `code`, never at the message. */
export interface DiagnosticData {
  stage: Stage;
  /** Keys and indexes from the root of the file to the place. */
  path: (string | number)[];
}

/** Options of `initialize`. */
export interface InitializationOptions {
  facts?: Facts;
  /** The client has the commands of {@link lensCommands}; only then code lenses are offered. */
  codeLens?: boolean;
  /**
   * `push`: diagnostics are sent by themselves, although the client says that it could ask for them. Clients that are
   * made with vscode-languageclient 11 say so, and then ask when a file is opened, yet not after each change.
   */
  diagnostics?: 'push';
  /**
   * URI of a folder with the pages of the codes, `<code>.md` each, that the client shows by itself. Links of findings lead
   * there; absent: to the web.
   */
  rulePages?: string;
  /**
   * Name of a command of the client that shows completions, without arguments. The client is asked to run it after a
   * key was taken whose values are known; without it, completions have no commands.
   */
  suggestCommand?: string;
}

/**
 * Commands behind code lenses, which a client registers. The first argument is the URI of the file as a string;
 * `showReferences` gets a position (LSP) and a list of locations (LSP) after it.
 */
export const lensCommands = {
  check: 'twinkle.checkFile',
  launch: 'twinkle.launchServer',
  forecast: 'twinkle.forecast',
  showReferences: 'twinkle.showReferences',
  startCluster: 'twinkle.startCluster',
  previewCluster: 'twinkle.previewCluster',
  newConfig: 'twinkle.newServerConfig',
  copyEndpoint: 'twinkle.copyEndpoint',
  showCluster: 'twinkle.cluster.focus',
} as const;

/** What the client knows of the world outside the files. An absent field is unknown, which is not wrong. */
export interface Facts {
  /** Version of the installed twinkle-kit, such as `0.5.1`, as the chosen interpreter tells it. */
  twinkleVersion?: string;
  /** The setting `twinkle.version`, when it names one. */
  versionSetting?: string;
  /** The setting `twinkle.rules`: another severity for a code, or `off`. It is also what runs a rule that is opt-in. */
  rules?: Record<string, SeverityName | 'off'>;
  /**
   * Name of the variable by which the launcher sees devices, CUDA_VISIBLE_DEVICES or ASCEND_RT_VISIBLE_DEVICES, where it
   * is known to be set in its environment. The extension unsets both; `twinkle-check --launch-env` looks at its own.
   */
  launcherVisibleDevices?: string;
}

/** Notification, client to server: the facts as they are now, whole. */
export const factsNotification = 'twinkle/facts';

/** Notification, client to server: the servers that are launched or run, all of them: an array of {@link ServerView}. */
export const serversNotification = 'twinkle/servers';

/** A server that was launched from a file, for the lens of that file. */
export interface ServerView {
  /** URI of its `server_config.yaml`. */
  configUri: string;
  state: 'launching' | 'running';
  /** Where clients connect to. */
  endpoint: string;
}

/** Request: what a `server_config.yaml` deploys. Parameters: {@link FileParams}. Result: {@link DeploymentView} or null. */
export const deploymentRequest = 'twinkle/deployment';
/** Request: what a `twinkle_cluster.yaml` declares. Parameters: {@link FileParams}. Result: {@link ClusterView} or null. */
export const clusterRequest = 'twinkle/cluster';

/**
 * Request: where a file says something. Parameters: {@link PlaceParams}. Result: a {@link WireRange} of the value, or
 * of what is nearest around it; null where nothing of the path is written.
 */
export const placeRequest = 'twinkle/place';

export interface PlaceParams extends FileParams {
  /** Keys and indexes from the root of the file. */
  path: (string | number)[];
}

export type ApplicationKind = 'server' | 'model' | 'sampler' | 'processor';

/** Why a version counts: the setting, the installed package, the file's own fields, or nothing better. */
export type VersionReason = 'setting' | 'installed' | 'file' | 'newest';

/** What a `server_config.yaml` says, as far as it can be read. */
export interface DeploymentView {
  uri: string;
  /** The twinkle-kit version that the file is checked against. */
  twinkleVersion: string;
  versionReason: VersionReason;
  /** The cluster file that belongs to this configuration, if one is found beside or above it. */
  clusterUri?: string;
  http: { host: string; port: number };
  rayNamespace?: string;
  applications: ApplicationView[];
  /** Number of findings of severity error in the file as it is now. */
  errors: number;
}

export interface ApplicationView {
  name?: string;
  /** Absent where `import_path` is missing or unknown. */
  kind?: ApplicationKind;
  routePrefix: string;
  /** Of a model or sampler that a gateway calls; absent where that is unknown. */
  served?: ServedView;
  /** The whole item of `applications`. */
  range: WireRange;
  /** The value of `name`, or the item's first line. */
  nameRange: WireRange;
}

/** How clients ask for a model or sampler. */
export interface ServedView {
  /** The end of its route prefix, which is the name of the model. */
  name: string;
  /** The fewest samples or prompts that one request may have: one for each data rank. */
  batch: number;
  /** Trains the whole model, for one user at a time, and no adapters. */
  full: boolean;
  /**
   * False for a mock of several workers: the server cannot put their answers together (remote functions of
   * twinkle/server/model/backends/mock_model.py and sampler/backends/mock_sampler.py collect nothing, twinkle-kit 0.5.1).
   */
  answers: boolean;
}

/** What a `twinkle_cluster.yaml` says. Only a file without errors has one that may be started: see `errors`. */
export interface ClusterView {
  uri: string;
  name: string;
  /** Interpreter with ray and twinkle-kit; absent: the client's own choice. */
  python?: string;
  ray: { port: number; dashboardPort: number; auth: 'token' | 'disabled' };
  env: Record<string, string>;
  /** The first is the head. */
  nodes: ClusterNodeView[];
  errors: number;
}

/** What an application may run on beside CPUs. */
export type Device = 'gpu' | 'npu';

export const devices: readonly Device[] = ['gpu', 'npu'];

/** Key of a node in the cluster file and in the views. */
export const deviceKeys = { gpu: 'gpus', npu: 'npus' } as const satisfies Record<Device, string>;

/** Name of the resource that Ray counts, which people use too: ray/_private/accelerators, Ray 2.60.0. */
export const deviceNames = { gpu: 'GPU', npu: 'NPU' } as const satisfies Record<Device, string>;

export interface ClusterNodeView {
  name: string;
  /** `local`, a Host of ~/.ssh/config, or user@host:port. */
  host: string;
  /** Ids for CUDA_VISIBLE_DEVICES; empty: a node without GPUs; absent: whatever Ray detects. */
  gpus?: number[];
  /** Ids for ASCEND_RT_VISIBLE_DEVICES, and their number as Ray's resource NPU; empty and absent likewise. */
  npus?: number[];
  /** `--num-cpus`; absent: whatever Ray detects. */
  cpus?: number;
  python?: string;
  env: Record<string, string>;
  range: WireRange;
}

/**
 * Request: where the applications of a `server_config.yaml` land on the nodes of its cluster file. Parameters:
 * {@link FileParams}. Result: {@link ForecastView} or null.
 */
export const forecastRequest = 'twinkle/forecast';

export interface ForecastView {
  uri: string;
  twinkleVersion: string;
  /**
   * Findings of severity error in the configuration at which a launch may end, but for those that `applications` tells:
   * that an application is not placed.
   */
  errors: number;
  clusterUri?: string;
  /** `absent`: no cluster file belongs to the configuration. `errors`: it has some, so nothing is concluded from it. */
  clusterState: 'read' | 'errors' | 'absent';
  nodes: ForecastNodeView[];
  /** In the order of deployment. Empty unless the cluster file is read. */
  applications: ForecastApplicationView[];
  /** CPUs with which everything fits for sure, written as `cpus` of each node that does not say its own. */
  enoughCpus?: number;
  /** False where there are more ways for Ray to choose than were looked at: then nothing after that is certain. */
  complete: boolean;
}

export interface ForecastNodeView {
  name: string;
  host: string;
  /** Absent: whatever Ray counts. */
  gpus?: number[];
  npus?: number[];
  cpus?: number;
}

/**
 * `placed`: it starts. `waits`: Ray waits for room without a limit. `fails`: its replica fails. `unknown`: a fact is
 * missing. `skipped`: the launch does not get there.
 */
export type ForecastStatus = 'placed' | 'waits' | 'fails' | 'unknown' | 'skipped';

export interface ForecastApplicationView {
  name: string;
  kind?: ApplicationKind;
  status: ForecastStatus;
  /** False where Ray may choose in a way that ends otherwise. */
  certain: boolean;
  /** What its workers run on; absent for CPUs and where it is not known. */
  device?: Device;
  /** True where its workers are known to compute on their devices; a mock does not. */
  computes: boolean;
  /** Placement groups where they most likely land. */
  groups: ForecastGroupView[];
  workers: ForecastWorkerView[];
  /** Indexes of all nodes on which its groups may land. */
  possibleNodes: number[];
  /** True where it shares a GPU or NPU with another group whatever Ray chooses. */
  shares: boolean;
  /** Sentences in the language of the client. */
  reason: string;
  remedy?: string;
}

export interface ForecastGroupView {
  /** Index of the node. */
  node: number;
  replica: number;
  /** GPUs and NPUs that it reserves. */
  gpus: number;
  npus: number;
  /** CPUs that it reserves; absent where they depend on a node that does not say its own. */
  cpus?: number;
  /** Ids of the devices that its workers use. */
  ids: number[];
}

/** One worker process. Those of CPU groups are not listed. */
export interface ForecastWorkerView {
  replica: number;
  rank: number;
  node: number;
  /** Ids of its devices, for CUDA_VISIBLE_DEVICES or ASCEND_RT_VISIBLE_DEVICES. */
  ids: number[];
}

/**
 * Request, client to server: `twinkle/check`. Findings of a file as the editor shows them, for the launch's
 * preflight. Parameters: {@link FileParams}. Result: {@link CheckedFile}.
 */
export const checkRequest = 'twinkle/check';

/** One file of the JSON that `twinkle-check --format json` prints. Additions only. */
export interface CheckedFile {
  path: string;
  twinkleVersion: string;
  findings: CheckedFinding[];
}

export type SeverityName = 'error' | 'warning' | 'information' | 'hint';

export interface CheckedFinding {
  code: string;
  severity: SeverityName;
  stage: Stage;
  message: string;
  range: WireRange;
  path: (string | number)[];
  href: string;
}

/**
 * Request: what can be chosen for a new configuration. No parameters. Result: {@link NewConfigChoices}.
 */
export const newConfigChoicesRequest = 'twinkle/newConfigChoices';
/** Request: the text of a new `server_config.yaml`. Parameters: {@link NewConfigAnswers}. Result: its text. */
export const newConfigRequest = 'twinkle/newConfig';
/**
 * Request: the text of a cluster file, for a configuration where there is one. Parameters: {@link NewClusterParams}.
 * Result: {@link NewCluster}.
 */
export const newClusterRequest = 'twinkle/newCluster';

export type Backend = 'transformers' | 'megatron' | 'mock';

/** Which client libraries connect to a server. */
export type ClientKind = 'twinkle' | 'tinker';

export interface NewConfigChoices {
  /** The release that the file is written for. */
  twinkleVersion: string;
  versionReason: VersionReason;
  /** Those that the release has. */
  backends: Backend[];
}

export interface NewConfigAnswers {
  /** Id on a hub, with `ms://` or `hf://` or without, or a path. */
  model: string;
  backend: Backend;
  /** What cards the machine has; a mock uses none. */
  device: Device;
  /** Cards that train the model, at least 1. */
  training: number;
  /** Cards that sample from it; 0 for no sampler. */
  sampling: number;
  clients: ClientKind[];
  /** An application that processes data on CPUs. */
  processor: boolean;
}

/** A card of the machine, as the tool of its maker numbers it. */
export interface WireCard {
  device: Device;
  index: number;
}

export interface NewClusterParams {
  /** The configuration that the nodes are for, open or on the disk. */
  config?: string;
  /** Cards of the machine; absent where nobody could look. */
  cards?: WireCard[];
}

export interface NewCluster {
  text: string;
  /** Sentences: why the configuration does not run on this machine's cards. */
  conflicts: string[];
}

/**
 * Requests, server to client, of a server that has no disk (a web worker): the text of a file that is not open, and
 * the URIs of the files in a folder. Parameters: {@link FileParams}. Results: {@link RemoteFile} or null; a list.
 */
export const readFileRequest = 'twinkle/readFile';
export const listFolderRequest = 'twinkle/listFolder';
/** The same for the URIs of all files of ours in the workspace. Parameters: {@link FindParams}. Result: a list. */
export const findFilesRequest = 'twinkle/findFiles';

export interface FindParams {
  /** How many at most. */
  most: number;
}

/**
 * Bytes of a configuration at most: somewhat more than the characters that are looked at (document/limits/limits.ts) take,
 * which is three bytes each (UTF-8, counted as JavaScript does).
 */
export const mostConfigurationBytes = 2 ** 22;

/** The bytes of a file, in base64, since what is not UTF-8 is a finding. */
export interface RemoteFile {
  base64: string;
}
