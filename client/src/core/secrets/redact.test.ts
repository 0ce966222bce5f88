import { describe, expect, it } from 'vitest';
import { cpuTime } from '../../../../test/support/cpuTime';
import { isSecretName } from './names';
import { isSecret, redact, redactArgv } from './redact';

const secretNames = [
  'COS_SECRETID',
  'DBPASS',
  'DB_PASS_PROD',
  'FERNET',
  'FERNET_KEY',
  'HUGGINGFACE_TOKENS',
  'KEY_PROD',
  'MYSQLPASS',
  'OSS_AK',
  'PHPSESSID',
  'SESSIONID',
  'VOLC_AK',
  'VOLC_SK',
  'WANDBKEY',
  'userpass',
  '密码',
  '数据库密码',
  '口令',
  'ACCOUNT_KEY',
  'API_KEY',
  'API_KEYS',
  'API_KEY_2',
  'API_TOKENS',
  'APP_COOKIE',
  'AUTH_SALT',
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AZURE_STORAGE_CONNECTION_STRING',
  'AZURE_STORAGE_KEY',
  'AZURE_STORAGE_SAS',
  'BASIC_AUTH',
  'CLIENT_SECRET',
  'COMET_API_KEY',
  'DB_PASS',
  'DB_PASSWORD',
  'DB_PASSWORD_PROD',
  'DB_PW',
  'DB_PWD',
  'GITHUB_PAT',
  'GITHUB_TOKEN',
  'GITLAB_PAT',
  'GOOGLE_CREDENTIALS',
  'HFTOKEN',
  'HF_TOKEN',
  'HUGGING_FACE_HUB_TOKEN',
  'KEY',
  'MODELSCOPE_API_TOKEN',
  'MODELSCOPE_SDK_TOKEN',
  'MYSQL_PWD',
  'NPM_CREDS',
  'OPENAI_API_KEY',
  'PASS',
  'PGPASSWORD',
  'RAY_AUTH_TOKEN',
  'REDISCLI_AUTH',
  'SECRET_KEY_BASE',
  'SENTRY_DSN',
  'SESSION_JWT',
  'SLACK_WEBHOOK_URL',
  'SSHPASS',
  'SSH_PRIVATE_KEY',
  'SWANLAB_API_KEY',
  'TOKEN',
  'VAULT_SECRET_ID',
  'WANDB_API_KEY',
  'WANDB_KEY',
  'WIFI_PSK',
  'apiKey',
  'dbPass',
  'hf-token',
  'x-api-key',
  '--redis-password',
];

const plainNames = [
  'ANSWER_KEY',
  'DATASET_KEY',
  'INPUT_KEY',
  'MAX_PASS',
  'MESSAGE_KEY',
  'NUM_PASS',
  'OUTPUT_KEY',
  'RESPONSE_KEY',
  'REWARD_KEY',
  'TOKEN_ID',
  'TOKEN_IDS',
  'SESSION_ID',
  'TRESPASS',
  '最大令牌数',
  '',
  'AUTHOR',
  'BOS_TOKEN',
  'BYPASS',
  'CACHE_KEY',
  'COMPASS',
  'CUDA_VISIBLE_DEVICES',
  'DB_PASSWORD_FILE',
  'ENABLE_AUTH',
  'EOS_TOKEN_ID',
  'FORWARD_PASS',
  'HF_TOKEN_PATH',
  'HOTKEY',
  'IMAGE_KEY',
  'KEYBOARD',
  'LD_LIBRARY_PATH',
  'MAX_TOKENS',
  'MONKEY',
  'NUM_TOKENS',
  'OLDPWD',
  'PAD_TOKEN',
  'PASSTHROUGH',
  'PATH',
  'PATTERN',
  'PRIMARY_KEY',
  'PUBLIC_KEY',
  'PWD',
  'PYTHONPATH',
  'RAY_AUTH_MODE',
  'RAY_AUTH_TOKEN_PATH',
  'SECRET_NAME',
  'SSH_AUTH_SOCK',
  'TOKENIZERS_PARALLELISM',
  'TOKENIZER_PATH',
  'TOKENS_PER_SECOND',
  'TOKEN_BUDGET',
  'TOKEN_TTL',
  'TWINKLE_TRUST_REMOTE_CODE',
  'VLLM_MAX_TOKENS_PER_BATCH',
  'WANDB_MODE',
  'XAUTHORITY',
  'maxTokens',
  'max-new-tokens',
];

describe('isSecretName', () => {
  it.each(secretNames)('%s names a secret', name => {
    expect(isSecretName(name)).toBe(true);
  });

  it.each(plainNames)('%s names none', name => {
    expect(isSecretName(name)).toBe(false);
  });
});

const tokens = {
  huggingFace: `hf_${'aB3'.repeat(11)}`,
  modelScope: 'ms-01234567-89ab-cdef-0123-456789abcdef',
  gitHub: `ghp_${'aB3'.repeat(12)}`,
  openAi: `sk-proj-${'aB3'.repeat(12)}`,
  aws: 'AKIAIOSFODNN7EXAMPLE',
  aliyun: `LTAI${'5tAb'.repeat(5)}`,
  tencent: `AKID${'z8Kr'.repeat(8)}`,
  jwt: `eyJ${'hbGci'.repeat(3)}.eyJ${'zdWIi'.repeat(3)}.c2ln`,
};

describe('isSecret', () => {
  it.each([
    ['REDIS_URL', 'redis://:pw@h'],
    ['REDIS_URL', 'redis://:1234@h:6379/0'],
    ['REDIS_URL', 'redis://:p/a@ss@h'],
    ['DATABASE', 'postgres://user:pw@h/db'],
    ['PIP_INDEX_URL', `https://${tokens.gitHub}@host/simple`],
    ['HTTPS_PROXY', 'http://u:p@proxy:3128'],
    ['CALLBACK', 'https://h/p?token=abc&x=1'],
    ['SIGNED', 'https://h/p?X-Amz-Date=1&X-Amz-Signature=abcdef0123'],
    ['SAS', 'https://h/p?sv=2024&sig=a%2Fb'],
    ['JAVA_OPTS', '-Xmx1g -Dpassword=xyz'],
    ['RAY_RUNTIME_ENV', '{"env_vars": {"HF_TOKEN": "abc"}}'],
    ['HEADERS', 'Authorization: Bearer abc'],
    ['HEADERS', 'Cookie: session=abc'],
    ['OPTS', '--password hunterpw --token abc'],
    ['OPTS', '--verbose --token abc'],
    ['CALLBACK', 'https://h/p?key=abc'],
    ['CALLBACK', 'https://h/p?x=1&sig=abc'],
    ['HTTP_PROXY', 'u:p@proxy:3128'],
    ['https_proxy', 'u:p@proxy'],
    ['DATABASE', 'postgresql://u:1234/5@h/db'],
    ['DATABASE', 'postgresql+psycopg2://u:1234/5@h/db'],
    ['CONFIG', '{"passwords": ["abc"]}'],
    ['DOCKER_AUTH_CONFIG', '{"auths": {"registry.lab": {"auth":"dTpw"}}}'],
    ['GOOGLE_CREDENTIALS', '{"type": "service_account"}'],
    ['AWS_SECRET_ACCESS_KEY', '/abcdef/ghijk'],
    ['WANDB_API_KEY', '/abcdef'],
    ['PEM', '-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----'],
    ...Object.entries(tokens),
  ])('%s=%s', (name, value) => {
    expect(isSecret(name, value)).toBe(true);
  });

  it.each([
    ['REDIS_URL', 'redis://h:6379/0'],
    ['REDIS_URL', 'redis://user@h:6379'],
    ['PROXY', 'http://proxy:3128/path@x'],
    ['IMAGE', 'docker://ubuntu:22.04@sha256:0123456789'],
    ['IMAGE', 'docker://nvcr.io/nvidia/pytorch:24.01'],
    ['GIT', 'ssh://git@github.com:22/a/b'],
    ['MODEL', 'ms://Qwen/Qwen3-4B'],
    ['MAIL', 'somebody@example.org'],
    ['MAIL', 'mailto:somebody@example.org'],
    ['PROXY', 'proxy:3128'],
    ['http_proxy', 'http://proxy:3128'],
    ['IMAGE', 'registry:5000/ubuntu:22.04@sha256:0123'],
    ['REDIS', 'redis://h:6379/0?client=a@b'],
    ['REDIS', 'redis://h:6379/0,redis://u@h2:6379'],
    ['GOOGLE_APPLICATION_CREDENTIALS', '/path'],
    ['GOOGLE_APPLICATION_CREDENTIALS', '${HOME}/.config/gcloud/key.json'],
    ['SSL_KEY', '/path'],
    ['SSL_KEY', '/etc/ssl/private/ray.pem'],
    ['CONFIG', '{"auth": "disabled"}'],
    ['ARGS', '--ssl-key /etc/ssl/key.pem --max-tokens 2048'],
    ['HF_TOKEN', ''],
    ['USE_TOKEN', 'false'],
    ['DB_PASSWORD', '${DB_PASSWORD}'],
    ['NCCL_DEBUG', 'INFO'],
    ['ARGS', '--max-tokens=2048 --eos-token=</s> --sort-key=name'],
    ['DISK', 'sk-learn-contrib-of-somebody-else'],
  ])('not %s=%s', (name, value) => {
    expect(isSecret(name, value)).toBe(false);
  });
});

describe('redact', () => {
  it.each([
    ['cannot reach redis://:pw@h:6379', 'cannot reach redis://:***@h:6379'],
    ['postgres://user:pw@h/db failed', 'postgres://user:***@h/db failed'],
    ['GET http://h/?api_key=abc&limit=3', 'GET http://h/?api_key=***&limit=3'],
    ['{"password": "x", "user": "y"}', '{"password": "***", "user": "y"}'],
    ["{'hf_token': None, 'max_tokens': 5}", "{'hf_token': None, 'max_tokens': 5}"],
    ['--redis-password=abc --port=6379', '--redis-password=*** --port=6379'],
    ['authorization: Bearer abc.def', 'authorization: Bearer ***'],
    ['password="a b c d" user="x"', 'password="***" user="x"'],
    ["password='it\\'s a b' user=x", "password='***' user=x"],
    ['{"password": "a, b", "user": "y"}', '{"password": "***", "user": "y"}'],
    [
      '"{\\"password\\": \\"a, b\\", \\"user\\": \\"y\\"}"',
      '"{\\"password\\": \\"***\\", \\"user\\": \\"y\\"}"',
    ],
    ['{"passwords": ["abc", "d e"], "n": 1}', '{"passwords": ***, "n": 1}'],
    ['{"auths":{"r":{"auth":"dTpw"}}}', '{"auths":{"r":{"auth":"***"}}}'],
    ['GET http://h/?key=abc&limit=3', 'GET http://h/?key=***&limit=3'],
    ['proxy u:p@proxy:3128 is down', 'proxy u:***@proxy:3128 is down'],
    ['postgresql://u:1234/5@h/db failed', 'postgresql://u:***@h/db failed'],
    ['docker://u:p@h/img@sha256:0123', 'docker://u:***@h/img@sha256:0123'],
    ['Cookie: session=abc; theme=dark', 'Cookie: ***'],
    ['{"Cookie": "session=abc; a=b", "Host": "h"}', '{"Cookie": "***", "Host": "h"}'],
    ['数据库密码=hunter 用户=x', '数据库密码=*** 用户=x'],
    ['密码：hunter2', '密码：***'],
    [`key ${tokens.aliyun} and ${tokens.tencent}`, 'key *** and ***'],
    [
      'a -----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\nMIIE\n-----END RSA PRIVATE KEY----- b',
      'a *** b',
    ],
    [`login with ${tokens.huggingFace} failed`, 'login with *** failed'],
    ["LLMConfig(eos_token='<|im_end|>', hf_token='x')", "LLMConfig(eos_token='<|im_end|>', hf_token='***')"],
  ])('%s', (text, shown) => {
    expect(redact(text)).toBe(shown);
    expect(redact(shown)).toBe(shown);
  });

  it.each([
    'The option --api-key is required',
    'Invalid password: expected a string',
    "Ray's dashboard at http://127.0.0.1:8265 refuses the token.",
    "KeyError: 'api_key'",
    '密码错误：请重试 3 次',
    'set-cookie: expected a string',
    'SSL_KEY=/etc/ssl/key.pem',
    'at 12:30@noon, file a:b@c',
    'key=7 pass=2 auth=ok',
    'INFO 11-24 00:00:00 [core.py:58] max_num_batched_tokens=8192, skip_tokenizer_init=False',
    'Basic configuration of 20 tokens: done in 3.5 s',
    'Ray requires a value for RAY_AUTH_TOKEN, and there is none.',
    'python -m twinkle.server launch --config /w/server_config.yaml',
  ])('leaves alone: %s', text => {
    expect(redact(text)).toBe(text);
  });

  it('takes time in step with the length, whatever the text is', () => {
    const pieces = [
      '://',
      'a-',
      'eyJ-',
      'sk-',
      'a.b:',
      'bearer ',
      'token=',
      ' ',
      '://a:',
      '-----BEGIN ',
      'token:',
      'token: [',
      'key=/a',
      "'",
      'token ',
    ];
    for (const piece of pieces) {
      const text = piece.repeat(Math.ceil(2_000_000 / piece.length));
      expect(
        cpuTime(() => redact(text)),
        piece,
      ).toBeLessThan(2_000);
    }
  });

  // A quadratic pattern takes sixteen times as long for four times the text.
  it.each([
    '://a:',
    '://a:@',
    'redis://a:1/',
    'redis://a:1/?@',
    'redis://a:1/,@',
    'token:',
    'token: [',
    'token="',
    'token=\\"',
    'token: "\\',
    '--token "a',
    'a:b@',
    '?key',
    'cookie: ',
    '"auth":"',
    '"auth":"a',
    '-----BEGIN PRIVATE KEY-----',
    '-----BEGIN PRIVATE KEY-----a-',
    '密码',
    '密码：',
    'AKID',
    'password=/a',
  ])('takes four times as long for four times the text: %s', piece => {
    const time = (length: number) => {
      const text = `${piece.repeat(Math.ceil(length / piece.length))}@h`;
      return Math.min(...[1, 2, 3].map(() => cpuTime(() => redact(text))));
    };
    time(10_000);
    expect(time(400_000)).toBeLessThan(Math.max(8 * time(100_000), 100));
  });
});

describe('redactArgv', () => {
  it('knows both forms of an option, and leaves the rest', () => {
    const argv = [
      'redis-server',
      '--redis-password',
      'abc',
      '--redis-password=abc',
      '--port',
      '6379',
      '--token',
    ];
    expect(redactArgv(argv)).toEqual([
      'redis-server',
      '--redis-password',
      '***',
      '--redis-password=***',
      '--port',
      '6379',
      '--token',
    ]);
    expect(redactArgv(['curl', '-H', 'Authorization: Bearer x', 'http://u:p@h'])).toEqual([
      'curl',
      '-H',
      'Authorization: Bearer ***',
      'http://u:***@h',
    ]);
    const ray = ['/v/bin/python', '/v/bin/ray', 'start', '--head', '--node-name=head', '--num-gpus=4'];
    expect(redactArgv(ray)).toEqual(ray);
  });
});
