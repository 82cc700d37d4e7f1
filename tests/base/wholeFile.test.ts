import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
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
