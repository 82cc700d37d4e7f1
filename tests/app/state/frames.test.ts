/** Frames as views see them: new ones at once, stored ones when they are wanted, and one epoch that moves all views. */
import { describe, expect, it } from 'vitest';
import { epochOf, followFrames, frameOf } from '../../../src/app/state/frames.ts';
import type { Run } from '../../../src/app/state/run.ts';
import type { FrameRepository } from '../../../src/storage/frameRepository.ts';
import type { RunEvent } from '../../../src/training/events.ts';
import type { Frame } from '../../../src/training/frames.ts';
import type { WorkerMessage } from '../../../src/worker/protocol.ts';
import { frameAt } from '../../training/someFrame.ts';
import { start } from '../events.ts';

const settle = () => new Promise((resolve) => setTimeout(resolve));

/** @param stored Epochs of run `a` in the database. @param readers The one with readers. @param damaged One of them that cannot be read. */
function setUp({
  stored = [] as number[],
  readers = 0,
  damaged = 0,
  run = undefined as Partial<Run> | undefined,
  broken = false,
} = {}) {
  const read: number[] = [];
  const repository: FrameRepository = {
    list: async (runId) =>
      stored.map((epoch) => ({
        runId,
        epoch,
        step: epoch,
        bytes: 1,
        savedAt: 1,
        readers: epoch === readers,
      })),
    async load(_, epoch) {
      read.push(epoch);
      return epoch === damaged ? undefined : frameAt(epoch);
    },
    save: async () => {},
    cut: async () => {},
  };
  const heard: {
    message?: (message: WorkerMessage) => void;
    deleted?: (runId: string) => void;
    elsewhere?: (gone: readonly string[]) => void;
  } = {};
  const { store, actions } = followFrames({
    client: {
      onMessage: (listener) => {
        heard.message = listener;
      },
    },
    page: { store: { getState: () => ({ run }) } } as never,
    runs: {
      onDelete: (listener) => {
        heard.deleted = listener;
      },
      onElsewhere: (listener) => {
        heard.elsewhere = listener;
      },
    },
    open: async () => {
      if (broken) throw new Error('No database');
      return repository;
    },
  });
  const emit = (event: RunEvent) => heard.message?.({ type: 'run', event });
  const leave = (epoch: number, runId = 'a') => emit({ type: 'frame', runId, frame: frameAt(epoch) });
  const begin = (step: number, runId = 'a') => emit(start({ runId, step, stepsPerEpoch: 10 }));
  const epochs = (runId = 'a') => store.getState().epochs[runId];
  const frame = (which: Parameters<typeof epochOf>[2], runId = 'a'): Frame | undefined => {
    const epoch = epochOf(store.getState(), runId, which);
    return epoch === undefined ? undefined : frameOf(store.getState(), runId, epoch);
  };
  return { store, ...actions, heard, read, stored, begin, leave, epochs, frame };
}

describe('frames of a run under way', () => {
  it('are there as they come, and the newest is what views show', () => {
    const { leave, epochs, frame } = setUp();
    leave(1);
    leave(2);
    expect(epochs()).toEqual([1, 2]);
    expect(frame('newest')).toEqual(frameAt(2));
    expect(frame('shown')).toEqual(frameAt(2));
    expect(frame(1)).toEqual(frameAt(1));
  });

  it('start with the one that the page has when the first view opens', () => {
    const { frame, epochs } = setUp({ run: { id: 'a', frame: frameAt(3) } });
    expect(frame('newest')).toEqual(frameAt(3));
    expect(epochs()).toEqual([3]);
  });

  it('are gone from where the run goes on, and come again once', () => {
    const { begin, leave, epochs } = setUp();
    begin(0);
    for (const epoch of [1, 2, 3]) leave(epoch);
    begin(25);
    expect(epochs()).toEqual([1, 2]);
    leave(3);
    leave(3);
    expect(epochs()).toEqual([1, 2, 3]);
  });

  it('are shown of the epoch that was chosen, until another run begins', () => {
    const { begin, leave, frame, show, store } = setUp();
    begin(0);
    for (const epoch of [1, 2, 3]) leave(epoch);
    show(2);
    leave(4);
    expect(frame('shown')?.epoch).toBe(2);
    begin(0, 'b');
    expect(store.getState().epoch).toBeUndefined();
    expect(frame('shown')?.epoch).toBe(4);
  });
});

describe('the newest readers', () => {
  const emitted = (epoch: number): RunEvent => {
    const { readers: _, ...frame } = frameAt(epoch);
    return { type: 'frame', runId: 'a', frame };
  };

  it('are those of the last epoch that was probed, as long as the run has come so far', () => {
    const { begin, leave, frame, heard, store } = setUp();
    begin(0);
    leave(1);
    leave(2);
    heard.message?.({ type: 'run', event: emitted(3) });
    expect([frame('newest')?.epoch, frame('probed')]).toEqual([3, frameAt(2)]);
    begin(15);
    expect(store.getState().probed).toEqual({});
    expect(frame('probed')?.epoch).toBe(1);
  });

  it('are found among what is stored', async () => {
    const { look, want, frame, heard } = setUp({ stored: [1, 5, 9], readers: 5 });
    look('a');
    await settle();
    want('a', 5);
    await settle();
    expect(frame('probed')?.epoch).toBe(5);
    heard.message?.({ type: 'run', event: emitted(10) });
    expect(frame('probed')?.epoch).toBe(5);
  });
});

describe('stored frames', () => {
  it('are of the run that was chosen, until another run begins', () => {
    const { store, choose, begin } = setUp({ run: { id: 'a' } });
    choose('b');
    begin(20);
    expect(store.getState().run).toBe('b');
    begin(0, 'c');
    expect(store.getState().run).toBeUndefined();
  });

  it('are read when they are wanted, once', async () => {
    const { look, want, epochs, frame, read } = setUp({ stored: [1, 5, 9] });
    look('a');
    await settle();
    expect(epochs()).toEqual([1, 5, 9]);
    expect(read).toEqual([]);
    want('a', 5);
    want('a', 5);
    await settle();
    expect(frame(7)).toEqual(frameAt(5));
    want('a', 5);
    await settle();
    expect(read).toEqual([5]);
  });

  it('stand beside those that were not stored', async () => {
    const { look, leave, epochs } = setUp({ stored: [1, 2] });
    leave(2);
    leave(3);
    look('a');
    await settle();
    expect(epochs()).toEqual([1, 2, 3]);
  });

  it('that cannot be read are as good as none, and the one before is shown', async () => {
    const { look, want, frame } = setUp({ stored: [1, 2], damaged: 2 });
    look('a');
    await settle();
    want('a', 1);
    want('a', 2);
    await settle();
    expect(frame('newest')).toEqual(frameAt(1));
  });

  it('stay in memory as far as they are looked at', async () => {
    const stored = Array.from({ length: 50 }, (_, i) => i + 1);
    const { store, look, want } = setUp({ stored });
    look('a');
    await settle();
    for (const epoch of stored) {
      want('a', 1);
      want('a', epoch);
      await settle();
    }
    const { frames } = store.getState();
    expect(frames.size).toBe(32);
    expect(frameOf({ frames }, 'a', 1)).toBeDefined();
    expect(frameOf({ frames }, 'a', 2)).toBeUndefined();
    expect(frameOf({ frames }, 'a', 50)).toBeDefined();
  });

  it('are none where the browser has no database', async () => {
    const { look, want, leave, frame } = setUp({ broken: true });
    look('a');
    want('a', 1);
    await settle();
    expect(frame('newest')).toBeUndefined();
    leave(1);
    expect(frame('newest')).toEqual(frameAt(1));
  });

  it('go with their run, and are asked for again when it is had back', async () => {
    const { look, epochs, heard, stored, leave } = setUp({ stored: [1] });
    look('a');
    leave(2, 'b');
    await settle();
    heard.deleted?.('a');
    expect(epochs()).toEqual([]);
    look('a');
    await settle();
    expect(epochs()).toEqual([1]);
    stored.push(2);
    heard.elsewhere?.(['b']);
    await settle();
    expect([epochs(), epochs('b')]).toEqual([[1, 2], []]);
  });
});
