/** Tuned kernels in a file of the project's cache folder. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { TextStore } from '../webgpu/tuningCache.ts';

const fileOf = (key: string): string => join('.cache', 'tuning', `${key.replace(/[^\w.-]+/g, '_')}.json`);

export const fileStore: TextStore = {
  async get(key) {
    return readFile(fileOf(key), 'utf8').catch(() => undefined);
  },
  async set(key, text) {
    await mkdir(dirname(fileOf(key)), { recursive: true });
    await writeFile(fileOf(key), text);
  },
};
