import { describe, expect, it } from 'vitest';
import { plain } from '../../client/src/core/text/text';
import type { Bench } from './bench';

/** Records, folders and logs that another user could have written. The words of a fault are tested by what they say to do. */
export function hostileContract(bench: Bench): void {
  const { keeper, signal } = bench;
  const records = `${bench.state}/records`;
  const file = (id: string) => `${records}/${id}.json`;

  /** What is wrong with the files of records, in words. */
  async function broken(): Promise<readonly string[]> {
    const survey = await keeper.survey({}, signal);
    return survey.broken.map(({ what, remedy }) =>
      remedy === undefined ? plain(what) : `${plain(what)} ${plain(remedy)}`,
    );
  }

  async function fresh(id: string) {
    const draft = bench.draft(id);
    await keeper.create(draft, signal);
    return {
      draft,
      ids: async () => (await keeper.survey({}, signal)).records.map(({ record }) => record.id),
    };
  }

  /** Runs what a remedy says to run, as a person would. */
  async function follow(message: string | undefined): Promise<void> {
    const command = /run: (.*)$/.exec(message ?? '')?.[1];
    expect(command).toBeDefined();
    await bench.sh(command ?? 'false');
  }

  const isRoot = async () => (await bench.sh('id -u')) === '0';

  describe('a record that another user can have written', () => {
    it.each([
      ['620', 'mode 0620'],
      ['602', 'mode 0602'],
    ])('is not used: mode %s', async (mode, words) => {
      const { draft, ids } = await fresh('hostile');
      await bench.sh('chmod "$2" "$1"', file('hostile'), mode);
      expect(await ids()).toEqual([]);
      const [message] = await broken();
      expect(message).toContain(`other users can change it (${words})`);
      // Neither overwritten, nor removed, nor believed.
      for (const refused of [
        () => keeper.create(draft, signal),
        () => keeper.write(draft, signal),
        () => keeper.remove([draft], signal),
        () => keeper.start({ record: draft, command: { argv: ['true'], env: {} } }, signal),
        () => keeper.stop({ id: 'hostile', phases: [] }, () => undefined, signal),
        () => keeper.wait(draft, signal),
      ])
        await expect(refused()).rejects.toThrow(words);
      await follow(message);
      expect(await ids()).toEqual(['hostile']);
      await keeper.remove([draft], signal);
    });

    it('is read by whoever may read it, as long as none else can write', async () => {
      const { draft, ids } = await fresh('hostile');
      await bench.sh('chmod 644 "$1"', file('hostile'));
      expect(await ids()).toEqual(['hostile']);
      await keeper.remove([draft], signal);
    });

    it('is not used where it is a link, a FIFO, a socket or a folder, and nothing waits for it', async () => {
      const { draft, ids } = await fresh('hostile');
      await bench.sh(
        'cd "$1" && mv hostile.json ../elsewhere.json && ln -s ../elsewhere.json hostile.json && mkfifo fifo.json && mkdir folder.json',
        records,
      );
      expect(await ids()).toEqual([]);
      const messages = (await broken()).toSorted();
      expect(messages).toEqual([
        expect.stringContaining('fifo.json is not used: a regular file'),
        expect.stringContaining('folder.json is not used: a regular file'),
        expect.stringContaining('hostile.json is not used: it is a link'),
      ]);
      await expect(keeper.create(draft, signal)).rejects.toThrow('it is a link');
      await follow(messages[2]);
      expect(await bench.sh('cat "$1/elsewhere.json"', bench.state)).toContain('"hostile"');
      await bench.sh('cd "$1" && rm fifo.json ../elsewhere.json && rmdir folder.json', records);
    });

    it('is not used where its owner is another user', async context => {
      // Only root can give a file to somebody else.
      if (!(await isRoot())) context.skip();
      const { ids } = await fresh('hostile');
      await bench.sh('chown 65534 "$1"', file('hostile'));
      expect(await ids()).toEqual([]);
      expect(await broken()).toEqual([
        expect.stringMatching(/it belongs to another user \(uid 65534\).*run: rm -- .*hostile\.json/),
      ]);
      await bench.sh('rm "$1"', file('hostile'));
    });

    it('costs itself alone where it is no record', async () => {
      const { draft, ids } = await fresh('sound');
      const content = await bench.sh('cat "$1"', file('sound'));
      // What Python reads as JSON, and others do not.
      const more = (id: string, value: string) =>
        content.replaceAll('sound', id).replace(/\}\s*$/, `,"more": ${value}}`);
      const texts: Record<string, string> = {
        nan: more('nan', 'NaN'),
        infinite: more('infinite', '1e999'),
        surrogate: more('surrogate', '"\\ud800"'),
        nested: more('nested', '['.repeat(500) + ']'.repeat(500)),
        kinds: content.replace('"kind": "node"', '"kind": ["node"]').replaceAll('sound', 'kinds'),
        half: content.slice(0, 60),
        list: '[]',
        future: content.replace('"version": 2', '"version": 3').replaceAll('sound', 'future'),
        'other-name': content,
        'no-ports': content.replace(/"ports": \[\]/, '"ports": ["x"]').replaceAll('sound', 'no-ports'),
        deep: '['.repeat(200_000),
        bytes: '\u{fffd}',
      };
      for (const [name, text] of Object.entries(texts))
        await keeper.run(
          { argv: ['sh', '-c', 'umask 077; cat >"$1"', 'sh', file(name)], env: {} },
          { signal, timeoutMs: 10_000, stdin: text },
        );
      await bench.sh(
        'umask 077; printf "\\377\\376" >"$1"; echo draft >"$2"',
        file('bytes'),
        `${file('x')}.1.draft`,
      );
      expect(await ids()).toEqual(['sound']);
      expect((await broken()).toSorted()).toEqual(
        Object.keys(texts)
          .toSorted()
          .map(name => `${file(name)} is not a record of this version, so it is not changed.`),
      );
      await bench.sh('rm "$1"/*', records);
      await keeper.remove([draft], signal);
    });

    it('cannot name a file outside the folder', async () => {
      for (const id of ['../x', 'a/b', '', '.hidden', 'x\n', 'x'.repeat(200)]) {
        await expect(keeper.create(bench.draft(id), signal)).rejects.toThrow(/argument record/);
        await expect(keeper.stop({ id, phases: [] }, () => undefined, signal)).rejects.toThrow(/argument id/);
      }
      await expect(keeper.create(bench.draft('x', { attempt: '../y' }), signal)).rejects.toThrow(
        /argument record/,
      );
    });
  });

  describe('folders of records that are not this user’s own', () => {
    it.each(['', '/records', '/logs'])('are not used where others can write: state%s', async name => {
      const { draft } = await fresh('folders');
      const path = `${bench.state}${name}`;
      await bench.sh('mkdir -p "$1" && chmod 777 "$1"', path);
      const refused = /other users can change it \(mode 0777\).*run: chmod go-w -- /;
      await expect(keeper.survey({}, signal)).rejects.toThrow(refused);
      await expect(keeper.create(bench.draft('new'), signal)).rejects.toThrow(refused);
      await expect(keeper.write(draft, signal)).rejects.toThrow(refused);
      await expect(keeper.remove([draft], signal)).rejects.toThrow(refused);
      await bench.sh('chmod 755 "$1"', path);
      expect((await keeper.survey({}, signal)).records).toHaveLength(1);
      await keeper.remove([draft], signal);
    });

    it.each(['', '/records'])('are not used where they are links: state%s', async name => {
      await fresh('folders');
      const path = `${bench.state}${name}`;
      await bench.sh('mv "$1" "$2" && ln -s "$2" "$1"', path, `${bench.state}.moved`);
      await expect(keeper.survey({}, signal)).rejects.toThrow('is not used: it is a link');
      await bench.sh(
        'rm "$1" && mv "$2" "$1" && rm -f "$1"/*.json "$1"/records/*.json',
        path,
        `${bench.state}.moved`,
      );
    });
  });

  describe('a log that another user can have made', () => {
    it.each([
      ['a FIFO that nothing reads', 'mkfifo "$1"'],
      ['a link', 'ln -s /tmp/elsewhere "$1"'],
      ['a folder', 'mkdir "$1"'],
      ['a file that others can write', ': >"$1" && chmod 666 "$1"'],
    ])('starts nothing: %s', async (_, make) => {
      const draft = bench.draft('logged');
      await bench.sh(`mkdir -p "$2" && chmod 700 "$2" && ${make}`, draft.logFile, `${bench.state}/logs`);
      const command = { argv: ['touch', `${bench.state}/was-run`], env: {} } as const;
      await expect(keeper.start({ record: draft, command, create: true }, signal)).rejects.toThrow(
        'is not used',
      );
      expect(await bench.sh('ls "$1"', bench.state)).not.toContain('was-run');
      await keeper.remove([draft], signal);
      await bench.sh('rm -rf "$1"', draft.logFile);
    });
  });
}
