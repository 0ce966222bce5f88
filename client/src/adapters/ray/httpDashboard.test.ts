import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { plain } from '../../core/text/text';
import { localDashboard } from '../../../../test/support/localDashboard';
import { atEnd, dashboard, failure, serve } from '../../../../test/support/httpServer';
import { never } from '../../core/async/wait';

describe('HttpDashboard', () => {
  it('sends nothing that Ray takes for a browser, and the token of the moment', async () => {
    const { url, requests } = await serve((_, response) => response.end('{"a": [1]}'));
    let token = 'first';
    const ray = dashboard(url, { token: () => Promise.resolve(token) });
    expect(await ray.nodes(never)).toEqual({ a: [1] });
    token = 'second';
    await ray.deleteApplications(never);
    expect(requests.map(({ method, url: path }) => `${method ?? ''} ${path ?? ''}`)).toEqual([
      'GET /nodes?view=summary&nocache=1',
      'DELETE /api/serve/applications/',
    ]);
    expect(requests.map(({ headers }) => headers.authorization)).toEqual(['Bearer first', 'Bearer second']);
    const names = requests.flatMap(({ headers }) => Object.keys(headers));
    expect(names.filter(name => /^sec-|^origin$|^referer$|^user-agent$|^access-control-/.test(name))).toEqual(
      [],
    );
  });

  it('keeps one connection, and closes it on dispose', async () => {
    const { url, sockets } = await serve((_, response) => response.end('{}'));
    const ray = dashboard(url);
    for (let each = 0; each < 3; each += 1) await ray.version(never);
    expect(sockets.size).toBe(1);
    const [socket] = sockets;
    const closed = new Promise(resolve => socket?.on('close', resolve));
    ray.dispose();
    await closed;
  });

  it('reports an address where nothing listens', async () => {
    const { url, close } = await serve((_, response) => response.end());
    close();
    const error = await failure(dashboard(url).version(never));
    expect(error.kind).toBe('unreachable');
    expect(plain(error.what)).toBe(`Ray's dashboard at ${url} cannot be reached (ECONNREFUSED).`);
  });

  it('reports an answer that does not come in time, or breaks off', async () => {
    const silent = await serve(() => undefined);
    const late = await failure(dashboard(silent.url, { timeoutMs: 100 }).version(never));
    expect([late.kind, plain(late.what)]).toEqual([
      'unreachable',
      `Ray's dashboard at ${silent.url} did not answer completely within 0.1 s.`,
    ]);
    const broken = await serve((_, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('{');
      setTimeout(() => response.socket?.destroy(), 20);
    });
    expect((await failure(dashboard(broken.url).version(never))).kind).toBe('unreachable');
  });

  it.each([401, 403])('takes %i for a matter of the token', async status => {
    const { url } = await serve((_, response) => {
      response.writeHead(status).end('Unauthorized');
    });
    expect(plain((await failure(dashboard(url).version(never))).what)).toContain('requires a token');
    const token = () => Promise.resolve('wrong');
    const refused = await failure(dashboard(url, { token }).version(never));
    expect([refused.kind, refused.status]).toEqual(['unauthorized', status]);
    expect(plain(refused.what)).toContain('refuses the token');
    expect(refused.message).not.toContain('wrong');
  });

  it.each(['令牌', 'a\u200bb', 'a\nb'])(
    'fails at once with a token that no header can carry: %j',
    async token => {
      const { url, requests } = await serve((_, response) => response.end('{}'));
      const error = await failure(dashboard(url, { token: () => Promise.resolve(token) }).version(never));
      expect([error.kind, error.actions]).toEqual(['unauthorized', [{ kind: 'setRayToken' }]]);
      expect(plain(error.what)).toBe(
        `The Ray token for ${url} cannot be sent: it contains a character that is not printable ASCII.`,
      );
      expect(error.message).not.toContain(token);
      expect(requests).toEqual([]);
    },
  );

  it('repeats the first line of an error, which need not be JSON', async () => {
    const { url } = await serve((_, response) => {
      response.writeHead(500).end(`Agent for node id x doesn't exist.\nTraceback`);
    });
    const error = await failure(dashboard(url).get('/api/v0/logs', never));
    expect([error.kind, error.status]).toEqual(['http', 500]);
    expect(plain(error.what)).toBe(
      `${url}/api/v0/logs answered with 500: Agent for node id x doesn't exist.`,
    );
  });

  it('reports an answer that is not JSON, or too much', async () => {
    const page = await serve((_, response) => response.end('<!doctype html>'));
    expect((await failure(dashboard(page.url).version(never))).kind).toBe('notJson');
    const endless = await serve((_, response) => response.end(`"${'x'.repeat(5_000)}"`));
    expect((await failure(dashboard(endless.url, { maxBytes: 1_000 }).version(never))).kind).toBe('tooLarge');
  });

  it('ends at once when it is aborted, with the reason of the signal', async () => {
    const { url, sockets } = await serve(() => undefined);
    const ray = dashboard(url);
    const abort = new AbortController();
    const asked = ray.version(abort.signal);
    setTimeout(() => {
      abort.abort(new Error('enough'));
    }, 20);
    await expect(asked).rejects.toThrow('enough');
    await expect(ray.version(abort.signal)).rejects.toThrow('enough');
    await expect.poll(() => sockets.size).toBe(0);
  });

  it('sends no token to an address that is not a loopback address, and says so where one is required', async () => {
    const server: Server = createServer((request, response) => {
      got.push(request.headers.authorization);
      response.writeHead(401).end();
    });
    const got: (string | undefined)[] = [];
    await new Promise<void>(resolve => server.listen(0, '0.0.0.0', resolve));
    atEnd(() => {
      server.closeAllConnections();
      server.close();
    });
    // Linux takes it for this machine.
    const url = `http://0.0.0.0:${(server.address() as AddressInfo).port}`;
    const error = await failure(dashboard(url, { token: () => Promise.resolve('s3cret') }).version(never));
    expect([error.kind, plain(error.what)]).toEqual([
      'unauthorized',
      `Ray's dashboard at ${url} requires a token, which is sent to loopback addresses only.`,
    ]);
    expect(got).toEqual([undefined]);
  });

  it.each(['', 'localhost:8265', 'https://127.0.0.1:8265', 'file:///x'])('refuses %j as an address', url => {
    expect(() => localDashboard(url)).toThrow('is not the address of a Ray dashboard');
  });
});
