import { describe, expect, it } from 'vitest';
import type { ByteStream } from '../../client/src/core/machine/machine';
import { UserError } from '../../client/src/core/text/text';
import type { Bench } from './bench';

async function all(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts);
}

async function first(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  for await (const part of stream) return Buffer.from(part);
  return Buffer.alloc(0);
}

function send(stream: ByteStream, bytes: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(bytes, error => {
      if (error) reject(error);
      else resolve();
    });
  });
}

/** Bytes that tell where they are. */
function pattern(size: number): Buffer {
  return Buffer.from(Uint32Array.from({ length: size / 4 }, (_, index) => index * 2_654_435_761).buffer);
}

export function transportContract(bench: Bench): void {
  const { signal } = bench;
  const { machine } = bench.place;

  describe('run', () => {
    it('gives both outputs, passes input, and tells the exit code', async () => {
      const program = await machine.run(['sh', '-c', 'cat; echo no >&2; exit 3'], signal);
      await program.write(Buffer.from('hello'));
      program.end();
      const [stdout, stderr, end] = await Promise.all([
        all(program.stdout),
        all(program.stderr),
        program.ended,
      ]);
      expect([stdout.toString(), stderr.toString()]).toEqual(['hello', 'no\n']);
      expect(end).toEqual({ code: 3, signal: null });
    });

    it('passes arguments as they are', async () => {
      const program = await machine.run(['printf', '%s|', 'a b', '"$HOME"', "it's", '\\', 'ä\n', ''], signal);
      program.end();
      expect((await all(program.stdout)).toString()).toBe('a b|"$HOME"|it\'s|\\|ä\n||');
    });

    it('carries eight megabytes each way', async () => {
      const program = await machine.run(['cat'], signal);
      const bytes = pattern(8 << 20);
      const echoed = all(program.stdout);
      void all(program.stderr);
      for (let start = 0; start < bytes.length; start += 1 << 20)
        await program.write(bytes.subarray(start, start + (1 << 20)));
      program.end();
      expect((await echoed).equals(bytes)).toBe(true);
    });

    it('holds a program back whose output is not read', async () => {
      const script = 'i=0; while [ $i -lt 64 ]; do head -c 1048576 /dev/zero; i=$((i+1)); echo $i >&2; done';
      const program = await machine.run(['sh', '-c', script], signal);
      let written = 0;
      const counting = (async () => {
        for await (const part of program.stderr) written += part.length;
      })();
      await new Promise(resolve => setTimeout(resolve, 1_000));
      expect(written).toBeLessThan(32);
      const size = (await all(program.stdout)).length;
      await counting;
      expect(size).toBe(64 << 20);
      expect(await program.ended).toEqual({ code: 0, signal: null });
    });

    it('ends a program with what it started', async () => {
      const program = await machine.run(['sh', '-c', `sleep 4713.1${bench.mark} & echo on; wait`], signal);
      expect((await first(program.stdout)).toString()).toBe('on\n');
      void all(program.stderr);
      program.kill();
      await program.ended;
      program.kill();
      await expect.poll(() => bench.running(`sleep 4713.1${bench.mark}`)).toBe('0');
      await expect(program.write(Buffer.from('late'))).rejects.toThrow();
    });

    it('says what cannot be started, and starts nothing after an abort', async () => {
      await expect(machine.run(['/no/such/program'], signal)).rejects.toThrow(UserError);
      const aborted = AbortSignal.abort(new Error('enough'));
      await expect(machine.run(['true'], aborted)).rejects.toThrow('enough');
    });
  });

  describe('dial and listen', () => {
    it('connects both ways, with half-closed ends and much data', async () => {
      const streams: ByteStream[] = [];
      const listening = await machine.listen(stream => streams.push(stream), signal);
      const ours = await machine.dial(listening.port, signal);
      await expect.poll(() => streams.length).toBe(1);
      const [theirs] = streams;
      if (theirs === undefined) throw new Error('no connection');
      const bytes = pattern(4 << 20);
      const there = all(theirs);
      await send(ours, bytes);
      ours.end();
      expect((await there).equals(bytes)).toBe(true);
      // Only one direction was ended.
      await send(theirs, Buffer.from('answer'));
      theirs.end();
      expect((await all(ours)).toString()).toBe('answer');
      listening.dispose();
      await expect
        .poll(() => machine.dial(listening.port, signal).then(String, () => 'refused'))
        .toBe('refused');
    });

    it('tells the other end of a connection that was destroyed', async () => {
      const streams: ByteStream[] = [];
      const listening = await machine.listen(stream => streams.push(stream), signal);
      const ours = await machine.dial(listening.port, signal);
      await expect.poll(() => streams.length).toBe(1);
      streams[0]?.destroy();
      expect((await all(ours).catch(() => Buffer.alloc(0))).length).toBe(0);
      ours.destroy();
      expect(ours.destroyed).toBe(true);
      listening.dispose();
    });

    it('rejects on abort', async () => {
      const aborted = AbortSignal.abort(new Error('enough'));
      await expect(machine.dial(1, aborted)).rejects.toThrow('enough');
      await expect(machine.listen(() => undefined, aborted)).rejects.toThrow('enough');
    });
  });
}
