/** Tuned kernels in a file of the project's cache folder. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeWhole } from '../base/node/wholeFile.ts';
import type { TextStore } from '../webgpu/tuningCache.ts';

const fileOf = (key: string): string => join('.cache', 'tuning', `${key.replace(/[^\w.-]+/g, '_')}.json`);

export const fileStore: TextStore = {
  async get(key) {
    return readFile(fileOf(key), 'utf8').catch(() => undefined);
  },
  async set(key, text) {
    // Several runs may store at once.
    writeWhole(fileOf(key), text, `${fileOf(key)}.${process.pid}`);
  },
};
