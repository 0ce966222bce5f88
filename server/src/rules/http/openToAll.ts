/**
 * A server that listens on other addresses than loopback serves everybody who reaches it: any token is accepted, and
 * answers of status 500 hold tracebacks. It is advice, so the rule is opt-in: most servers are meant to be reached.
 * Source: twinkle/server/utils/validation.py `is_token_valid`, twinkle-kit 0.5.1; the same since 0.2.0.
 */
import { text } from '../../text/text';
import type { FileRule } from '../engine/rule';

export const openToAll: FileRule = {
  id: 'open-to-all',
  stage: 'silent',
  severity: 'warning',
  optIn: true,
  reads: ['http_options.host'],

  *checkFile({ config }) {
    const { host } = config.http;
    if (host?.value === undefined || isLoopback(host.value)) return;
    yield {
      message: text(
        'On `{0}` the server answers everyone who can reach it: it accepts any token, and may run code of the models that it loads.',
        host.value,
      ),
      span: host.span,
      path: host.path,
    };
  },
};

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(?:\.\d+){3}$/.test(host);
}
