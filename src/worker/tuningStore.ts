/** What the tuner measured, in the browser's database. */

import { openDatabase } from '../storage/database.ts';
import type { TextStore } from '../webgpu/tuningCache.ts';

export const tuningStore: TextStore = {
  async get(key) {
    const value: unknown = await (await openDatabase()).get('tuning', key);
    return typeof value === 'string' ? value : undefined;
  },
  async set(key, text) {
    await (await openDatabase()).put('tuning', text, key);
  },
};
