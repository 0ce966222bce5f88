/**
 * The one place that decides what is a secret, by its name and by its value. The preview leaves out what it names; logs,
 * messages and records show {@link mask} in its place. Every pattern is linear: logs are long.
 */
import { isSecretFile, isSecretName } from './names';
import { isProxyWithPassword, redactUrls } from './urls';
import { valueAt } from './values';

export const mask = '***';

/** No secret whatever its name is: nothing, a switch, a number that counts, a reference, or one that is hidden already. */
function isPlain(value: string): boolean {
  return /^(|true|false|yes|no|on|off|none|null|0|1|\*+|<[^<>]*>|\$\{\w+\})$/i.test(value.trim());
}

/** True if the value of this variable, option or key must not be shown. */
export function isSecret(name: string, value: string): boolean {
  if (isPlain(value)) return false;
  if (isSecretName(name) && !isSecretFile(name, value)) return true;
  if (isProxyWithPassword(name, value) || redact(value) !== value) return true;
  // A value that is a command line is no prose, so the word after an option is its value.
  const words = value.split(/\s+/);
  return redactArgv(words).some((word, index) => word !== words[index]);
}

const authorization =
  /(authorization["']?[=:] ?["']?(?:(?:bearer|basic|token|negotiate|digest) +)?)[^\s"',]+/gi;
const bearer = /(?<!\w)(bearer )(?=[\w.~+/=-]{0,100}\d)[\w.~+/=-]{16,}/gi;
/** The whole line: it has one pair after another. */
const cookies = /(?<![\w-])((?:set-)?cookie["']?: ?["']?)(?=[\w.-]{1,100}=)[^\r\n"']+/gi;
/** What registries give; the words that configurations have there are in lower case. */
const registryAuth = /("auth" ?: ?")(?=[a-z]{0,200}[A-Z0-9+/=])[^\s"]+/g;
/** Forms that the services themselves give to their tokens. */
const knownTokens = new RegExp(
  `(?<![\\w-])(?:${[
    'hf_[A-Za-z0-9]{20,}',
    'ms-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}',
    'gh[pousr]_[A-Za-z0-9]{30,}',
    'github_pat_\\w{20,}',
    'glpat-[\\w-]{16,}',
    'sk-(?=[\\w-]{0,40}\\d)[\\w-]{20,}',
    'xox[abeprs]-[\\w-]{10,}',
    '(?:AKIA|ASIA)[0-9A-Z]{16}',
    '(?:LTAI|AKID)[0-9A-Za-z]{12,}',
    'AKLT[\\w-]{20,}',
    'AIza[\\w-]{35}',
    'npm_[A-Za-z0-9]{36}',
    'pypi-[\\w-]{40,}',
    'eyJ[\\w-]{10,}\\.eyJ[\\w-]{10,}\\.[\\w-]+',
  ].join('|')})`,
  'g',
);
/** Up to the next five dashes: headers such as `Proc-Type:` have single ones. */
const privateKey =
  /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[^-]*(?:-(?!----)[^-]*){0,50}(?:-----END [A-Z ]{0,30}PRIVATE KEY-----)?/g;
/** `name=`, `"name": "`, `--name `: what comes before a value. */
const beforeValue =
  /(?<![\w.\u4e00-\u9fff-])([\w.\u4e00-\u9fff-]+)\\?["']?( ?[=＝] ?| ?[:：] ?| )(\\?["']?)/g;

/** The text with {@link mask} for each secret in it: for logs, messages and values that may hold more than one thing. */
export function redact(text: string): string {
  return withoutAssigned(
    redactUrls(text.replace(privateKey, mask), mask)
      .replace(cookies, `$1${mask}`)
      .replace(registryAuth, `$1${mask}`)
      .replace(authorization, `$1${mask}`)
      .replace(bearer, `$1${mask}`)
      .replace(knownTokens, mask),
  );
}

/** Hides the value after each secret's name. A value that is none may itself hold a name and a value. */
function withoutAssigned(text: string): string {
  let shown = '';
  let done = 0;
  for (const { 0: found, 1: name = '', 2: separator = '', 3: opening = '', index } of text.matchAll(
    beforeValue,
  )) {
    if (index < done || !isSecretName(name, true)) continue;
    const from = index + found.length;
    const { value, end } = valueAt(text, from, opening);
    if (isPlain(value) || value.includes(mask) || isSecretFile(name, value)) continue;
    if (!isAssigned(name, separator.trim(), opening, value)) continue;
    shown += text.slice(done, from) + mask;
    done = end();
  }
  return shown + text.slice(done);
}

/** `password: expected` and `--token is required` are prose; with quotes, or digits in what follows, they are not. */
function isAssigned(name: string, separator: string, opening: string, value: string): boolean {
  if (separator === '=' || separator === '＝') return true;
  if (separator === '' && !name.startsWith('--')) return false;
  return opening !== '' || /^\[.*["'\d]/.test(value) || (value.length >= 6 && /\d/.test(value));
}

/** A command line with {@link mask} for each secret: also where the value is the word after its option. */
export function redactArgv(argv: readonly string[]): string[] {
  return argv.map((word, index) => {
    const option = argv[index - 1] ?? '';
    const isValue = /^--?[A-Za-z]/.test(option) && !option.includes('=') && !word.startsWith('-');
    return isValue && isSecretName(option) && !isPlain(word) && !isSecretFile(option, word)
      ? mask
      : redact(word);
  });
}
