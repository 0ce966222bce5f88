/**
 * Whether a name says that its value is a secret: of an environment variable, an option, a key in JSON. The words are
 * those in use by the tools that a cluster file serves; a name of a vocabulary's token or of a dataset's column is not
 * one.
 */

/** Secret wherever they stand in a name. */
const anywhere = words(
  'PASSWORD PASSWORDS PASSWD PASSPHRASE PASSCODE SECRET SECRETS CREDENTIAL CREDENTIALS',
  'APIKEY ACCESSKEY ACCESSKEYID SECRETKEY SECRETID PRIVATEKEY JWT BEARER AUTHORIZATION WEBHOOK FERNET',
);
/** Secret as the last word: before another one they say something else. */
const atEnd = words('KEY PASS PW PWD PAT AUTH DSN CRED CREDS SALT COOKIE COOKIES PSK OTP SAS CONNSTR SK AK');
/** A last word that says something about a secret, and is none. */
const describing = words(
  'PATH FILE FILES DIR FOLDER PREFIX SUFFIX NAME NAMES URL URI ENDPOINT HOST PORT REGION VERSION TTL TIMEOUT EXPIRY',
  'EXPIRES EXPIRATION LIFETIME SECONDS MINUTES LENGTH LEN SIZE LIMIT LIMITS COUNT MAX MIN MODE TYPE FORMAT ENABLED',
  'DISABLED REQUIRED HEADER ALGORITHM POLICY PROVIDER BACKEND MANAGER HELPER ROTATION STRENGTH',
);
/** A token after one of these is a piece of text or counts them. */
const textTokens = words(
  'MAX MIN NUM N PER TOTAL EOS BOS PAD UNK SEP CLS MASK STOP START BEGIN END SPECIAL ADDED NEXT FIRST LAST NEW WORD',
  'PROMPT COMPLETION INPUT OUTPUT IMAGE VIDEO AUDIO TEXT BATCH DRAFT THINK TOOL PREFILL DECODE SINGLE MULTI',
);
/** And so is one before these. */
const ofTextTokens = words(
  'IDX INDEX COUNTS BUDGET RATE USAGE EMBEDDING EMBEDDINGS LEVEL WISE BATCH BLOCK POOL PARALLEL PARALLELISM LOSS',
  'MASK DROP DROPOUT PROB PROBS LOGPROB LOGPROBS BUCKET WINDOW',
);
/** Several tokens are text, unless one of these says whose they are. */
const ofAccess = words(
  'API AUTH ACCESS REFRESH BEARER SESSION HF HUGGINGFACE MODELSCOPE GITHUB GITLAB SLACK WANDB SWANLAB',
);
/** With one of these before it a key opens something, wherever it stands. */
const openingKeys = words(
  'API ACCESS PRIVATE ENCRYPTION SIGNING MASTER SERVICE ACCOUNT STORAGE SUBSCRIPTION LICENSE AUTH SSH DEPLOY',
);
/** With one of these before it a key finds something. */
const findingKeys = words(
  'PUBLIC PUB PRIMARY FOREIGN SORT PARTITION CACHE GROUP HASH ROUTING SHARD INDEX LOOKUP METRIC MAP DICT CONFIG',
  'STATE SCHEMA JSON FIELD OBJECT COLUMN DATA LABEL IMAGE TEXT PROMPT QUERY HOT ANY',
  'INPUT OUTPUT ANSWER RESPONSE REWARD MESSAGE MESSAGES DATASET QUESTION TARGET SOURCE CONTENT IMAGES VIDEO VIDEOS',
  'AUDIO AUDIOS FEATURE SAMPLE SCORE SOLUTION CHOSEN REJECTED LABELS PROMPTS COMPLETION CONTEXT ROLE TOOLS',
);
/** With one of these before it, in one word, a key opens something: `WANDBKEY`. */
const services = words(
  'WANDB SWANLAB COMET NEPTUNE OPENAI ANTHROPIC DASHSCOPE DEEPSEEK QWEN GEMINI MODELSCOPE HF HUGGINGFACE AWS AZURE GCP',
  'GOOGLE ALIYUN ALIBABA TENCENT VOLC HUAWEI BAIDU OSS COS OBS TOS MINIO APP AUTH DB REDIS SSH SSL TLS GPG PGP RSA AES',
  'HMAC ENCRYPTION SIGNING MASTER LICENSE SESSION STORAGE ACCOUNT SERVICE',
);
/** A pass after one of these is a run over data. */
const runs = words(
  'FORWARD BACKWARD SINGLE ONE TWO MULTI FIRST SECOND THIRD LAST BY NUM MAX MIN N TOTAL PER ALL LOW HIGH BAND',
);
/** Words that end in `pass`, without it; the others are of somebody or something: `DBPASS`. */
const endingInPass = words('COM ENCOM TRES SUR UNDER OVER');
/** Where it is used; the words before it say what it is. */
const stages = words('PROD PRODUCTION DEV STAGING LIVE');
const chinese = ['密码', '口令', '密钥', '私钥'];
/** Whether there is any, and not which. */
const switches = words('USE ENABLE DISABLE NO REQUIRE SKIP WITH ALLOW');

function words(...lines: string[]): ReadonlySet<string> {
  return new Set(lines.flatMap(line => line.split(' ')));
}

/**
 * True for HF_TOKEN, `--redis-password`, `dbPass`, GITHUB_PAT; false for MAX_TOKENS, KEYBOARD, HF_TOKEN_PATH, PWD.
 * @param inText in prose and logs `key=…` and `pass=…` are said of much else, so one short word alone is not enough.
 */
export function isSecretName(name: string, inText = false): boolean {
  if (chinese.some(word => (inText ? name.endsWith(word) : name.includes(word)))) return true;
  const all = name
    .slice(0, 200)
    .replace(/([a-z0-9])(?=[A-Z])/g, '$1_')
    .split(/[^A-Za-z0-9]+/)
    .map(part => part.toUpperCase().replace(/\d{1,9}$/, ''))
    .filter(part => part !== '');
  const isStaged = all.length > 1 && stages.has(all.at(-1) ?? '');
  const parts = isStaged ? all.slice(0, -1) : all;
  const last = parts.at(-1);
  if (last === undefined || (describing.has(last) && !parts.includes('WEBHOOK'))) return false;
  if (parts.some((part, index) => isSecretPart(part, parts[index - 1], parts[index + 1]))) return true;
  if (last === 'STRING' || last === 'STR') return ['CONNECTION', 'CONN'].includes(parts.at(-2) ?? '');
  if (last.endsWith('KEY') && services.has(last.slice(0, -'KEY'.length))) return true;
  if (isPassOf(last)) return true;
  if (!atEnd.has(last)) return false;
  const before = parts.at(-2);
  // PWD alone is the working folder.
  if (before === undefined) return (!inText || isStaged) && last !== 'PWD';
  if (last === 'KEY') return !findingKeys.has(before);
  if (last === 'PASS') return !runs.has(before);
  return last !== 'AUTH' || !switches.has(before);
}

function isPassOf(word: string): boolean {
  const whose = word.slice(0, -'PASS'.length);
  return whose !== '' && word.endsWith('PASS') && !runs.has(whose) && !endingInPass.has(whose);
}

/**
 * True if the value is the path of a file, and the name is one that both a secret and the path of one have:
 * GOOGLE_APPLICATION_CREDENTIALS, SSL_KEY. What services make up at random may begin with a slash, too.
 */
export function isSecretFile(name: string, value: string): boolean {
  return (
    /(?:key|credentials?|creds?)$/i.test(name) &&
    !/secret|access|api|pass|token/i.test(name) &&
    /^(?:~|\.{1,2}|\$\{\w{1,100}\}|\$\w{1,100})?(?:\/[\w.@-]{1,255}){1,100}$/.test(value)
  );
}

/** Secret at the end of one word that also says whose it is. */
const glued =
  /(?:PASSWORDS?|PASSWD|APIKEYS?|SECRETS?|SECRETKEY|SECRETID|ACCESSKEY|ACCESSKEYID|SESSIONID|SESSID)$/;

/** Whether one word makes the whole name a secret's. */
function isSecretPart(part: string, before = '', after = ''): boolean {
  if (anywhere.has(part) || glued.test(part)) return true;
  if (part === 'TOKENS') return ofAccess.has(before);
  if (part === 'KEY' || part === 'KEYS') return openingKeys.has(before);
  if (!part.endsWith('TOKEN')) return false;
  if (part === 'TOKEN' && before === '' && /^IDS?$/.test(after)) return false;
  const whose = part === 'TOKEN' ? before : part.slice(0, -'TOKEN'.length);
  return !textTokens.has(whose) && !ofTextTokens.has(after);
}
