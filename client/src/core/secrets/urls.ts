/** Passwords in addresses. One pass over the text, whatever is in it: a log may repeat the beginning of an address. */

/** What comes before the password: `://user:`, `://:`. */
const beforePassword = /:\/\/[^\s/?#@:"'<>]{0,200}:/g;
/** A port that a path follows, and no password. */
const port = /\d{1,5}(?:[/?#\s]|$)/y;
/** Addresses of these have a path without `@`, so that digits and a slash before one are a password. */
const database =
  /(?:^|[^a-z])(?:postgres(?:ql)?|mysql|mariadb|mssql|oracle|clickhouse|mongodb|rediss?|amqps?)(?:\+\w{1,20})?$/i;
const longest = 1_000;

/** `user:password@host:port` without a scheme, as for a proxy. */
const withoutScheme =
  /(?<![\w.%+@/:-])([\w.%+-]{1,100}:)[^\s"'<>@/:]{1,200}@(?!sha256:)(?=[\w.-]{1,253}:\d{1,5}(?!\d))/g;
/** Names that mean a secret in the query of an address alone; the longer ones sign addresses of S3 and Google Cloud. */
const inQuery =
  /([?&](?:key|auth|pass|pwd|(?:x-amz-|x-goog-)?(?:sig|signature|credential|security-token))=)[^\s"'&#<>]+/gi;
/** `://token@`: a name of that length is none. */
const tokenInUrl = /(:\/\/)[\w-]{20,200}(?=@)/g;

/** The text with `mask` for each password, token and key in an address. */
export function redactUrls(text: string, mask: string): string {
  return withoutPasswords(text, mask)
    .replace(tokenInUrl, `$1${mask}`)
    .replace(withoutScheme, `$1${mask}@`)
    .replace(inQuery, `$1${mask}`);
}

/** True for `user:password@host`, which without a port is sure only where a proxy is named. */
export function isProxyWithPassword(name: string, value: string): boolean {
  return /proxy$/i.test(name) && /^[^\s/:@]{1,200}:(?!\/\/)[^\s@]{1,1000}@[^\s@]+$/.test(value);
}

/** A password may itself hold `/` and `@`; it ends at the last `@` of the word, which is not that of an image's digest. */
function withoutPasswords(text: string, mask: string): string {
  const signs = [...text.matchAll(/@(?!sha256:)/g)].map(({ index }) => index);
  if (signs.length === 0) return text;
  let shown = '';
  let done = 0;
  let wordEnd = -1;
  let next = 0;
  for (const { 0: head, index } of text.matchAll(beforePassword)) {
    const from = index + head.length;
    if (index < done) continue;
    if (wordEnd < from) wordEnd = endOfWord(text, from);
    const limit = Math.min(wordEnd, from + longest + 1);
    while ((signs[next] ?? limit) < limit) next += 1;
    const end = signs[next - 1] ?? -1;
    if (end <= from || isPort(text, index, from, end)) continue;
    shown += text.slice(done, from) + mask;
    done = end;
  }
  return shown + text.slice(done);
}

function endOfWord(text: string, from: number): number {
  const wordBreak = /[\s"'<>]|$/g;
  wordBreak.lastIndex = from;
  return wordBreak.exec(text)?.index ?? text.length;
}

/** @param scheme where the scheme ends */
function isPort(text: string, scheme: number, from: number, end: number): boolean {
  port.lastIndex = from;
  if (!port.test(text)) return false;
  return !database.test(text.slice(Math.max(0, scheme - 40), scheme)) || /[?#,]/.test(text.slice(from, end));
}
