/** The folder of a run: who may write it, what a run goes on from, and a log without a repeated or missing line. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UsageError } from '../../src/cli/options.ts';
import { openRunFolder, type RunFolder } from '../../src/cli/runFolder.ts';
import { readCheckpointFile } from '../../src/formats/checkpointFile.ts';
import type { RunEvent } from '../../src/training/events.ts';
import { byNewerVersion } from '../formats/newer.ts';
import { checkpointAt, epochEvent, startEvent, stepEvent } from './runs.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'folder-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const at = (...names: string[]) => join(root, ...names);
const told: string[] = [];
const open = (where: { out?: string; resume?: string }) => {
  told.length = 0;
  return openRunFolder(where, (line) => told.push(line));
};
const begin = async (where: { out?: string; resume?: string }): Promise<RunFolder> => {
  const folder = (await open(where)).begin('r');
  if (!folder) throw new Error('Nothing is kept.');
  folder.start();
  return folder;
};
const stepIn = (...names: string[]) => readCheckpointFile(readFileSync(at(...names))).position.step;
const lines = (folder: string) =>
  readFileSync(at(folder, 'log.ndjson'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { type: string; step: number })
    .map(({ type, step }) => `${type} ${step}`);

describe('one process at a time', () => {
  it('writes a folder: the second is refused and told who does', async () => {
    const first = await begin({ out: at('a') });
    first.keep(checkpointAt(4));
    const refused = new RegExp(`^Process ${process.pid} is training in .*a: wait for its end`);
    await expect(open({ resume: at('a') })).rejects.toThrow(refused);
    rmSync(at('a', 'checkpoint'), { recursive: true });
    await expect(begin({ out: at('a') })).rejects.toThrow(refused);
    await expect(begin({ out: at('a') })).rejects.toThrow(UsageError);
    first.close();
    expect(existsSync(at('a', 'run.lock'))).toBe(false);
    (await begin({ out: at('a') })).close();
  });

  it('takes over from one that was killed, and says so', async () => {
    (await begin({ out: at('a') })).close();
    const child = spawn(process.execPath, ['-e', ''], { stdio: 'ignore' });
    await once(child, 'exit');
    const lock = at('a', 'run.lock');
    writeFileSync(lock, JSON.stringify({ pid: child.pid, host: hostname(), started: '' }));
    writeFileSync(`${lock}.${child.pid}`, '');
    (await begin({ out: at('a') })).close();
    expect(told).toEqual([
      `Process ${child.pid}, which trained in ${at('a')}, was ended without a word: its lock is taken over.`,
    ]);
    // The system gave its number to another program since.
    writeFileSync(lock, JSON.stringify({ pid: process.pid, host: hostname(), started: 'another start' }));
    (await begin({ out: at('a') })).close();
    // A power cut left a name without words.
    writeFileSync(lock, '');
    (await begin({ out: at('a') })).close();
    expect(readdirSync(at('a')).filter((name) => name.startsWith('run.lock'))).toEqual([]);
  });

  it('is refused where a process of another machine has the folder', async () => {
    (await begin({ out: at('a') })).close();
    writeFileSync(at('a', 'run.lock'), JSON.stringify({ pid: 1, host: 'elsewhere', started: '' }));
    await expect(begin({ out: at('a') })).rejects.toThrow(/^Process 1 on elsewhere is training in /);
  });

  it('does not write on where another has taken a folder that was removed', async () => {
    const first = await begin({ out: at('a') });
    first.keep(checkpointAt(4));
    rmSync(at('a'), { recursive: true });
    (await begin({ out: at('a') })).close();
    writeFileSync(at('a', 'run.lock'), JSON.stringify({ pid: process.ppid, host: hostname(), started: '' }));
    expect(() => first.keep(checkpointAt(5))).toThrow(`Process ${process.ppid} is training`);
    expect(existsSync(at('a', 'checkpoint', 'run.safetensors'))).toBe(false);
  });
});

describe('a folder that is refused', () => {
  it('stays as it was', async () => {
    const folder = await begin({ out: at('a') });
    for (const step of [2, 4]) folder.log(stepEvent(step));
    folder.keep(checkpointAt(3));
    folder.close();
    const before = readFileSync(at('a', 'log.ndjson'), 'utf8');
    // Such as for options that do not fit the run: it is opened, and never begun.
    await open({ resume: at('a') });
    expect(readFileSync(at('a', 'log.ndjson'), 'utf8')).toBe(before);
    await expect(open({ out: at('a') })).rejects.toThrow(/already holds a run: go on with it by --resume/);
    await expect(open({ resume: at('b') })).rejects.toThrow(/^There is no run to resume in .*b: /);
    expect(existsSync(at('b'))).toBe(false);
  });

  it('stays as it was, or is not there, where the run is refused before it starts, such as for another device', async () => {
    const folder = await begin({ out: at('a') });
    for (const step of [2, 4]) folder.log(stepEvent(step));
    folder.keep(checkpointAt(3));
    folder.close();
    const before = [readFileSync(at('a', 'log.ndjson'), 'utf8'), ...readdirSync(at('a')).sort()];
    const end: RunEvent = { runId: 'r', type: 'end', outcome: 'stopped', step: 3 };
    for (const [out, kept] of [
      [at('a'), 3],
      [at('b', 'c'), undefined],
    ] as const) {
      const refused = (await open({ resume: at('a'), out })).begin('r');
      refused?.log(end);
      expect(refused?.keptStep()).toBe(kept);
      refused?.close();
    }
    expect([readFileSync(at('a', 'log.ndjson'), 'utf8'), ...readdirSync(at('a')).sort()]).toEqual(before);
    expect(readdirSync(root)).toEqual(['a']);

    mkdirSync(at('b'));
    const refused = (await open({ resume: at('a'), out: at('b', 'c') })).begin('r');
    refused?.close();
    expect(readdirSync(at('b')), 'what was there before stays').toEqual([]);
  });
});

describe('the checkpoint before the newest', () => {
  it('is kept, and used with a word where the newest is damaged or gone', async () => {
    const folder = await begin({ out: at('a') });
    for (const step of [3, 5, 8]) folder.keep(checkpointAt(step));
    folder.close();
    const newest = at('a', 'checkpoint', 'run.safetensors');
    expect(stepIn('a', 'checkpoint', 'run.safetensors')).toBe(8);
    expect(stepIn('a', 'checkpoint', 'previous.safetensors')).toBe(5);
    for (const damage of [() => writeFileSync(newest, 'cut'), () => rmSync(newest)]) {
      damage();
      const opened = await open({ resume: at('a') });
      expect(opened.from?.checkpoint.position.step).toBe(5);
      expect(opened.from?.damaged).toMatch(/[^.]$/);
      rmSync(at('a', 'run.lock'));
    }
    writeFileSync(newest, 'cut');
    const again = await begin({ resume: at('a') });
    again.keep(checkpointAt(6));
    again.close();
    // The damaged one has not taken the place of the sound one.
    expect(stepIn('a', 'checkpoint', 'run.safetensors')).toBe(6);
    expect(stepIn('a', 'checkpoint', 'previous.safetensors')).toBe(5);
    expect(readdirSync(at('a', 'checkpoint')).sort()).toEqual(['previous.safetensors', 'run.safetensors']);
  });

  it('is no way round a newest that a newer version of the program wrote', async () => {
    const folder = await begin({ out: at('a') });
    for (const step of [3, 5]) folder.keep(checkpointAt(step));
    folder.close();
    const newest = at('a', 'checkpoint', 'run.safetensors');
    writeFileSync(newest, byNewerVersion(readFileSync(newest)));
    await expect(open({ resume: at('a') })).rejects.toThrow(
      /^The run in .* cannot be resumed: .*newer version of this program.*update, then resume\.$/,
    );
  });

  it('does not help where it is damaged too: the sentence is about the newest', async () => {
    const folder = await begin({ out: at('a') });
    for (const step of [3, 5]) folder.keep(checkpointAt(step));
    folder.close();
    writeFileSync(at('a', 'checkpoint', 'run.safetensors'), 'text');
    writeFileSync(at('a', 'checkpoint', 'previous.safetensors'), '');
    await expect(open({ resume: at('a') })).rejects.toThrow(
      /^The run in .* cannot be resumed: .*not safetensors.*\.$/,
    );
  });
});

describe('the log of a resumed run', () => {
  it('has no line twice and lacks none, wherever the run was killed', async () => {
    const first = await begin({ out: at('a') });
    const epoch = { runId: 'r', ...epochEvent(1) };
    for (const event of [startEvent(0), stepEvent(4), stepEvent(10)]) first.log(event);
    // Kept in the middle of the evaluation: its result comes later.
    first.keep(checkpointAt(10, 0));
    for (const event of [epoch, stepEvent(13)]) first.log(event);
    first.close();
    writeFileSync(at('a', 'log.ndjson'), '{"type":"step","st', { flag: 'a' });

    // Killed again before it was kept.
    for (const _ of ['once', 'twice']) {
      const killed = await begin({ resume: at('a') });
      for (const event of [startEvent(10), epoch, stepEvent(12)]) killed.log(event);
      killed.close();
    }
    expect(lines('a')).toEqual(['start 0', 'step 4', 'step 10', 'start 10', 'epoch 10', 'step 12']);
  });

  it('has the epochs of its checkpoint where the log was lost', async () => {
    const first = await begin({ out: at('a') });
    first.keep(checkpointAt(23));
    first.close();
    rmSync(at('a', 'log.ndjson'));
    (await begin({ resume: at('a') })).close();
    expect(lines('a')).toEqual(['epoch 10', 'epoch 20']);
  });

  it('is put back whole where the folder was removed in mid-training', async () => {
    const folder = await begin({ out: at('a') });
    folder.log(stepEvent(4));
    rmSync(at('a'), { recursive: true });
    folder.log(stepEvent(7));
    folder.keep(checkpointAt(7));
    folder.log(stepEvent(9));
    folder.close();
    expect(lines('a')).toEqual(['step 4', 'step 7', 'step 9']);
    expect(stepIn('a', 'checkpoint', 'run.safetensors')).toBe(7);
  });
});

describe('a run that goes on in another folder', () => {
  it('takes its best weights, its epochs and its place along, and leaves the first folder as it is', async () => {
    const first = await begin({ out: at('a') });
    for (const event of [startEvent(0), stepEvent(10), { runId: 'r', ...epochEvent(1) }]) first.log(event);
    first.keep(checkpointAt(10));
    const best = readFileSync(at('a', 'best.safetensors'));
    first.log(stepEvent(14));
    first.keep(checkpointAt(14));
    first.close();
    const before = readdirSync(at('a'), { recursive: true });

    const second = await begin({ resume: at('a'), out: at('b') });
    expect(readFileSync(at('b', 'best.safetensors')).equals(best)).toBe(true);
    second.log(startEvent(14));
    second.close();
    expect(lines('b')).toEqual(['start 0', 'step 10', 'epoch 10', 'step 14', 'start 14']);
    expect(stepIn('b', 'checkpoint', 'run.safetensors')).toBe(14);
    expect(readdirSync(at('a'), { recursive: true })).toEqual(before);
    await expect(open({ resume: at('a'), out: at('b') })).rejects.toThrow(/b already holds a run/);
  });
});
