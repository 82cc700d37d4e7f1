/**
 * What ends a real `train` process before its time, one fault a test: what it had trained is kept, it says how to go on, and
 * its exit code names the kind.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCheckpointFile } from '../../src/formats/checkpointFile.ts';
import { preparedManifest } from '../data/prepared.ts';
import { resnet } from './kit.ts';

/** Many small steps: an epoch takes far longer than the test waits. */
const endless =
  'train --blocks 1 --width 2 --train-images 4000 --test-images 20 --epochs 1000 --batch-size 4 --augment none --tuning off'.split(
    ' ',
  );

let folder = '';
beforeAll(async () => {
  await preparedManifest();
  folder = mkdtempSync(join(tmpdir(), 'resnet-'));
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const checkpointIn = (out: string) =>
  readCheckpointFile(readFileSync(join(out, 'checkpoint', 'run.safetensors')));
const lastLine = (text: string): unknown => JSON.parse(text.trim().split('\n').at(-1) ?? '');

describe('a run under way', () => {
  it('keeps its step, says so and ends with a code of its own where its terminal is closed', async () => {
    const out = join(folder, 'hangup');
    let sent = false;
    const { code, stdout, stderr } = await resnet([...endless, '--json', '--verbose', '--out', out], {
      onLine: (line, signal) => {
        if (sent || !line.includes('"type":"step"')) return;
        sent = true;
        signal('SIGHUP');
      },
    });
    expect(code, stderr).toBe(129);
    const { position } = checkpointIn(out);
    expect(position.step).toBeGreaterThan(0);
    expect(lastLine(stdout)).toMatchObject({ type: 'end', outcome: 'stopped', step: position.step });
    expect(stderr).toContain(`go on with --resume ${out}`);
  });

  it('stops and keeps its step where nobody reads its output any more, and does not call that success', async () => {
    const out = join(folder, 'unread');
    const { code, stderr } = await resnet([...endless, '--json', '--verbose', '--out', out], {
      onLine: (line, _, close) => {
        if (line.includes('"type":"step"')) close('stdout');
      },
    });
    expect(code, stderr).toBe(141);
    const { position } = checkpointIn(out);
    expect(position.step).toBeGreaterThan(0);
    const log = readFileSync(join(out, 'log.ndjson'), 'utf8');
    expect(lastLine(log)).toMatchObject({ type: 'end', outcome: 'stopped', step: position.step });
    expect(stderr).toContain(`go on with --resume ${out}`);
  });

  it('is kept in another place where its folder takes nothing any more, which is no success', async () => {
    const out = join(folder, 'taken');
    const rescue = join(folder, 'rescue');
    mkdirSync(rescue);
    let taken = false;
    const { code, stdout, stderr } = await resnet([...endless, '--json', '--verbose', '--out', out], {
      env: { TMPDIR: rescue },
      onLine: (line, signal) => {
        if (taken || !line.includes('"type":"step"')) return;
        taken = true;
        rmSync(out, { recursive: true });
        writeFileSync(out, '');
        signal('SIGTERM');
      },
    });
    expect(code, stderr).toBe(3);
    const other = join(rescue, readdirSync(rescue).find((name) => name.startsWith('resnet-')) ?? '');
    const { position } = checkpointIn(other);
    const message = `Step ${position.step} could not be kept in ${out} (a file is in the place of a folder) and is in ${other} instead: choose another folder, then go on with --resume ${other} --out DIR.`;
    expect(lastLine(stdout)).toMatchObject({ type: 'end', outcome: 'failed', message });
    expect(stderr.trim().split('\n').at(-1)).toBe(`resnet: ${message}`);
  });

  it('goes on where nobody reads what it says on stderr', async () => {
    const short = endless.map((word) => (word === '1000' ? '2' : word === '4000' ? '400' : word));
    const { code, stdout } = await resnet([...short, '--json', '--verbose'], {
      onLine: (_, __, close) => close('stderr'),
    });
    expect(code).toBe(0);
    expect(lastLine(stdout)).toMatchObject({ type: 'end', outcome: 'finished' });
  });
});
