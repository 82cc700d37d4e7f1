/** A disk that fails in mid-training: the run goes on, what it has learned is kept somewhere, and a sentence says what to do. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createKeeping, type Keeping } from '../../src/cli/keeping.ts';
import { openRunFolder, type RunFolder, startRunFolder } from '../../src/cli/runFolder.ts';
import { readCheckpointFile } from '../../src/formats/checkpointFile.ts';
import { checkpointAt, stepEvent } from './runs.ts';

/** What the disk answers to whoever writes below a folder. */
const disk = vi.hoisted(() => ({ fault: undefined as string | undefined, below: '' }));
vi.mock('node:fs', async (original) => {
  const real = await original<typeof import('node:fs')>();
  const opened = new Map<number, string>();
  const check = (path: string) => {
    if (disk.fault === undefined || !path.startsWith(disk.below)) return;
    throw Object.assign(new Error(`${disk.fault}: write`), { code: disk.fault });
  };
  return {
    ...real,
    openSync: (path: string, flags: string) => {
      const file = real.openSync(path, flags);
      opened.set(file, path);
      return file;
    },
    writeFileSync: (path: string, content: Uint8Array | string, options?: object) => {
      // A full disk takes a part of it.
      if (disk.fault && path.startsWith(disk.below)) real.writeFileSync(path, 'a part');
      check(path);
      real.writeFileSync(path, content, options);
    },
    writeSync: (file: number, bytes: Uint8Array, offset: number, length: number, position: number) => {
      const path = opened.get(file) ?? '';
      if (disk.fault && path.startsWith(disk.below)) real.writeSync(file, bytes, offset, 3, position);
      check(path);
      return real.writeSync(file, bytes, offset, length, position);
    },
  };
});

let root = '';
let out = '';
let folder: RunFolder;
let keeping: Keeping;
const told: string[] = [];
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'keeping-'));
  out = join(root, 'run');
  mkdirSync(join(root, 'rescue'));
  disk.below = out;
  told.length = 0;
  const tell = (line: string) => void told.push(line);
  folder = startRunFolder(out, 'r', tell);
  keeping = createKeeping({ folder, runId: 'r', tell, rescue: join(root, 'rescue') });
});
afterEach(() => {
  disk.fault = undefined;
  folder.close();
  rmSync(root, { recursive: true, force: true });
});

const keptIn = (place: string) =>
  readCheckpointFile(readFileSync(join(place, 'checkpoint', 'run.safetensors'))).position.step;
const files = () => readdirSync(out, { recursive: true }).map(String).sort();

describe('a disk that is full for a while', () => {
  it('costs a run nothing, and is said once', async () => {
    for (const step of [2, 4]) await keeping.save(checkpointAt(step));
    const before = files();
    disk.fault = 'ENOSPC';
    for (const step of [6, 8]) {
      folder.log(stepEvent(step));
      await keeping.save(checkpointAt(step));
    }
    expect(told).toEqual([
      `Step 6 could not be kept in ${out}: the disk is full. The run goes on and tries again: make room there.`,
    ]);
    expect([folder.keptStep(), keptIn(out)]).toEqual([4, 4]);
    // No half-written file stays.
    expect(files()).toEqual(before);
    disk.fault = undefined;
    await keeping.save(checkpointAt(9));
    expect(told[1]).toBe(`Step 9 is kept in ${out} again.`);
    expect(keptIn(out)).toBe(9);
    expect(keeping.settle()).toBeUndefined();
    const log = readFileSync(join(out, 'log.ndjson'), 'utf8').trim().split('\n');
    expect(log.map((line) => (JSON.parse(line) as { step: number }).step)).toEqual([6, 8]);
  });

  it('is tried once more at the end', async () => {
    disk.fault = 'EDQUOT';
    await keeping.save(checkpointAt(6));
    disk.fault = undefined;
    expect(keeping.settle()).toBeUndefined();
    expect(keptIn(out)).toBe(6);
  });
});

describe('a disk that takes nothing until the end', () => {
  it.each([
    ['ENOSPC', 'the disk is full', 'make room there'],
    ['EROFS', 'the disk is read-only', 'make it writable, or choose another folder'],
    ['EIO', 'the disk failed', 'check it, or choose another one'],
  ])('%s: the run is kept in another place, and the sentence says where', async (code, happened, advice) => {
    for (const step of [0, 4]) await keeping.save(checkpointAt(step));
    writeFileSync(join(out, 'best.safetensors'), 'the best');
    disk.fault = code;
    await keeping.save(checkpointAt(7));
    const sentence = keeping.settle();
    const [name = ''] = readdirSync(join(root, 'rescue'));
    const other = join(root, 'rescue', name);
    expect(sentence).toBe(
      `Step 7 could not be kept in ${out} (${happened}) and is in ${other} instead: ${advice}, then go on with --resume ${other} --out DIR.`,
    );
    expect([keptIn(out), keptIn(other)]).toEqual([4, 7]);
    expect(readFileSync(join(other, 'best.safetensors'), 'utf8')).toBe('the best');
    const opened = await openRunFolder({ resume: other, out: join(root, 'next') }, () => {});
    expect(opened.from?.checkpoint.position.step).toBe(7);
  });

  it('and no other one either: what is kept is named', async () => {
    await keeping.save(checkpointAt(4));
    disk.below = root;
    disk.fault = 'ENOSPC';
    await keeping.save(checkpointAt(7));
    expect(keeping.settle()).toBe(
      `Step 7 of the run could not be kept in ${out} (the disk is full), and it is kept up to step 4: make room there.`,
    );
    expect(readdirSync(join(root, 'rescue'))).toEqual([]);
  });
});

describe('a folder that is taken away', () => {
  it('is made anew where it was removed', async () => {
    await keeping.save(checkpointAt(4));
    rmSync(out, { recursive: true });
    await keeping.save(checkpointAt(7));
    expect([keptIn(out), told]).toEqual([7, []]);
  });

  it('is replaced at the end where a file is in its place', async () => {
    rmSync(out, { recursive: true });
    writeFileSync(out, '');
    await keeping.save(checkpointAt(7));
    expect(told[0]).toMatch(/: a file is in the place of a folder\. The run goes on and tries again: /);
    expect(keeping.settle()).toMatch(
      /^Step 7 could not be kept in .* \(a file is in the place of a folder\) and is in /,
    );
  });
});
