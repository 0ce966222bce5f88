/** Comments as people write them beside a configuration. */
import type { Random } from '../../fuzz/random';
import type { Style } from './style';

const behind: Readonly<Record<Style['language'], Readonly<Record<string, string>>>> = {
  en: {
    host: 'every interface, since the clients sit on other machines',
    port: 'the firewall lets 8000-9000 in (ask ops for others)',
    name: 'shows up in the dashboard',
    route_prefix: 'clients build their URL from this',
    ranks: 'how many cards, not which ones',
    nproc_per_node: 'cards of one node',
    dp_size: 'data parallel',
    model_id: 'ms:// = ModelScope, hf:// = Hugging Face',
    gpu_memory_utilization: '0.85 ran out of memory twice :-(',
    max_model_len: 'prompt + answer',
    tps_limit: 'tokens a second, per user',
    rps_limit: 'requests/s',
    num_cpus: '0.1 is enough: the work is done elsewhere',
    target_ongoing_requests: '"target", not a limit',
    adapter_timeout: 'seconds; an idle adapter is dropped after it',
    use_megatron: 'false => transformers',
    backend: 'megatron needs its own image',
    mode: 'memory | file | redis',
    enabled: "don't switch on without a collector",
  },
  zh: {
    host: '监听所有网卡，客户端在别的机器上',
    port: '防火墙放行 8000-9000',
    name: '在面板里显示的名字',
    route_prefix: '客户端由此拼出地址',
    ranks: '卡的数量（不是编号）',
    nproc_per_node: '每个节点用几张卡',
    dp_size: '数据并行',
    model_id: '模型来源：ms:// 或 hf://',
    gpu_memory_utilization: '显存占比，0.85 会溢出',
    max_model_len: '提示词 + 回答的总长度',
    tps_limit: '每秒令牌数，按用户计',
    rps_limit: '每秒请求数',
    num_cpus: '0.1 足够',
    target_ongoing_requests: '目标并发，不是上限',
    adapter_timeout: '空闲多少秒后卸载',
    use_megatron: '否则用 transformers',
    backend: 'megatron 需要单独的镜像',
    mode: '可选：memory、file、redis',
    enabled: '没有采集端就不要打开',
  },
};

const above: Readonly<Record<Style['language'], readonly [string, ...string[]]>> = {
  en: [
    'see the wiki page before you change this',
    'tp_size: 2   # tried, slower',
    '---- from here on: one block per model ----',
    'TODO(anna): measure again with 8 cards',
    '- name: old-sampler',
    'A: "quoted", B: [1, 2], C: {x: y}',
    '# twice commented out: 9000',
  ],
  zh: [
    '改之前先看文档',
    'tp_size: 2   # 试过，更慢',
    '======== 模型服务 ========',
    '待办：用 8 张卡再测一次',
    '注意：不同服务要放在不同的节点上 ⚠',
    '「采样」服务：见 [说明]',
  ],
};

/** The words behind a key's value; undefined where there is nothing to say. */
export const noteBehind = (key: string, { language }: Style): string | undefined => behind[language][key];

export const noteAbove = ({ language }: Style, random: Random): string => random.of(above[language]);
