/** Tuned kernels in IndexedDB. */
import { openDB } from 'idb';
import type { TextStore } from '../webgpu/tuningCache.ts';

const storeName = 'tuning';

const open = () =>
  openDB('resnet-playground-tuning', 1, { upgrade: (db) => void db.createObjectStore(storeName) });

export const indexedDbStore: TextStore = {
  async get(key) {
    const value: unknown = await (await open()).get(storeName, key);
    return typeof value === 'string' ? value : undefined;
  },
  async set(key, text) {
    await (await open()).put(storeName, text, key);
  },
};
