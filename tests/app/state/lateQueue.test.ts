/** When the queue is loaded. */
import { expect, it } from 'vitest';
import { createLateQueue } from '../../../src/app/state/lateQueue.ts';
import type { Queue } from '../../../src/app/state/queue.ts';

const queue = {} as Queue;
const stored = (text: string | null) => () => ({ getItem: () => text, setItem: () => {} });

it('is loaded at once where one is left, and else when runs are put into it', async () => {
  let opened = 0;
  const open = async () => {
    opened++;
    return queue;
  };
  const none = createLateQueue(open, stored('{"state":{"entries":[]},"version":1}'));
  expect(none.store.getState()).toEqual({});
  expect(opened).toBe(0);
  expect(await none.load()).toBe(queue);
  expect(await none.load()).toBe(queue);
  expect(opened).toBe(1);
  const left = createLateQueue(open, stored('{"state":{"entries":[{"at":"?seed=2"}]},"version":1}'));
  expect(left.store.getState()).toEqual({ expected: true });
  await left.load();
  expect(left.store.getState().queue).toBe(queue);
});

it('is asked for again where it could not be loaded, and nothing breaks where nothing is stored', async () => {
  let online = false;
  const open = async () => {
    if (!online) throw new Error('offline');
    return queue;
  };
  const late = createLateQueue(open, stored('"at"'));
  await expect(late.load()).rejects.toThrow('offline');
  expect(late.store.getState()).toEqual({ expected: false });
  online = true;
  expect(await late.load()).toBe(queue);
  const blocked = () => {
    throw new Error('blocked');
  };
  expect(createLateQueue(open, blocked).store.getState()).toEqual({});
});
