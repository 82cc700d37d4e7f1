import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { inOneGo, writeWhole } from '../../src/base/node/wholeFile.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'whole-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('a file written in one go', () => {
  it('replaces the one that is there, makes folders above it and leaves nothing aside', () => {
    const path = join(folder, 'deep', 'er', 'file.txt');
    writeWhole(path, 'one');
    writeWhole(path, 'two');
    expect(readFileSync(path, 'utf8')).toBe('two');
    expect(readdirSync(join(folder, 'deep', 'er'))).toEqual(['file.txt']);
  });

  it('keeps the one that is there when the work fails', () => {
    const path = join(folder, 'file.txt');
    writeWhole(path, 'old');
    const work = (aside: string) => {
      writeFileSync(aside, 'half');
      throw new Error('disk full');
    };
    expect(() => inOneGo(path, work)).toThrow('disk full');
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(existsSync(`${path}.part`)).toBe(false);
  });
});

/** Names of what the file system was asked for, in order. */
const asked = vi.hoisted(() => [] as string[]);
vi.mock('node:fs', async (original) => {
  const real = await original<typeof import('node:fs')>();
  const opened = new Map<number, string>();
  return {
    ...real,
    openSync: (path: string, flags: string) => {
      const file = real.openSync(path, flags);
      opened.set(file, path);
      return file;
    },
    fsyncSync: (file: number) => {
      asked.push(`flush ${basename(opened.get(file) ?? '?')}`);
      real.fsyncSync(file);
    },
    renameSync: (from: string, to: string) => {
      asked.push(`rename ${basename(from)}`);
      real.renameSync(from, to);
    },
  };
});

describe('what survives a power cut', () => {
  it('is the old file until the new one is on the disk, and the new name once the call returns', () => {
    asked.length = 0;
    writeWhole(join(folder, 'file.txt'), 'new');
    expect(asked).toEqual(['flush file.txt.part', 'rename file.txt.part', `flush ${basename(folder)}`]);
  });

  it('is every file of a folder', () => {
    asked.length = 0;
    inOneGo(join(folder, 'made'), (aside) => {
      mkdirSync(join(aside, 'deep'), { recursive: true });
      writeFileSync(join(aside, 'deep', 'a'), '');
      writeFileSync(join(aside, 'b'), '');
    });
    expect(asked.slice(0, 4).sort()).toEqual(['flush a', 'flush b', 'flush deep', 'flush made.part']);
    expect(asked.slice(4)).toEqual(['rename made.part', `flush ${basename(folder)}`]);
  });
});
