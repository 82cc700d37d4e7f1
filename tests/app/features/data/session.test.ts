/** The dialog's session against a reading whose answers the test gives. */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { MadeAnswer, Preview, Reading } from '../../../../src/app/features/data/reading/types.ts';
import { createSession } from '../../../../src/app/features/data/session.ts';
import { OwnDataError } from '../../../../src/data/own/ownDataError.ts';
import { classOf, previewOf } from './previews.ts';

const cats = previewOf([classOf('cat', 10), classOf('dog', 20)]);
const files = [{ path: 'pets/cat/1.png', file: new File([], '1.png') }];
const made = { kept: { hash: 'f00' }, warnings: [] } as unknown as MadeAnswer;

/** A promise that the test settles. */
function answerOf<T>() {
  let resolve: (value: T) => void = () => {};
  let reject: (error: unknown) => void = () => {};
  const promise = new Promise<T>((done, failed) => {
    resolve = done;
    reject = failed;
  });
  return { promise, resolve, reject };
}

function fakeReading() {
  const understood = answerOf<Preview>();
  const making = answerOf<MadeAnswer>();
  const sheets: { readonly classes?: readonly number[]; readonly fit: string }[] = [];
  let tell: ((done: number, total: number) => void) | undefined;
  const reading: Reading = {
    understand(_, onProgress) {
      tell = onProgress;
      return understood.promise;
    },
    rename: async (index, name) =>
      previewOf(
        cats.classes.map((one, i) => (i === index ? { ...one, name } : one)),
        { undoable: true },
      ),
    merge: async () => previewOf([classOf('cat', 30)]),
    leaveOut: async () => cats,
    undo: async () => cats,
    async sheet({ classes = [], fit, imageSize }) {
      sheets.push({ classes, fit });
      return classes.map((classIndex) => ({
        classIndex,
        pixels: new Uint8ClampedArray(imageSize * imageSize * 4),
      }));
    },
    make: vi.fn((_settings, _onProgress, signal?: AbortSignal) => {
      signal?.addEventListener('abort', () => making.reject(signal.reason));
      return making.promise;
    }),
    dispose: vi.fn(),
  };
  return { reading, understood, making, sheets, tell: (done: number, total: number) => tell?.(done, total) };
}

const settled = () => new Promise((resolve) => setTimeout(resolve));

describe('a session of the dialog', () => {
  let readings: ReturnType<typeof fakeReading>[];
  let onMade: ReturnType<typeof vi.fn<(kept: MadeAnswer['kept']) => void>>;
  let session: ReturnType<typeof createSession>;
  const flow = () => session.store.getState();
  const last = () => readings[readings.length - 1] as ReturnType<typeof fakeReading>;
  const open = () => {
    readings.push(fakeReading());
    return last().reading;
  };
  beforeEach(() => {
    readings = [];
    onMade = vi.fn<(kept: MadeAnswer['kept']) => void>();
    session = createSession({ open, onMade });
  });
  const understand = async (preview = cats) => {
    session.actions.give(Promise.resolve(files));
    await settled();
    last().understood.resolve(preview);
    await settled();
  };

  it('looks for files, then into them, and tells how far it is', async () => {
    session.actions.give(Promise.resolve(files));
    expect(flow().step).toEqual({ at: 'reading', progress: { done: 0, total: 0 } });
    await settled();
    last().tell(5, 10);
    expect(flow()).toMatchObject({ title: 'pets', step: { progress: { done: 5, total: 10 } } });
    last().understood.resolve(cats);
    await settled();
    expect(flow().step.at).toBe('preview');
  });

  it('says why files are no use, and lets go of them', async () => {
    session.actions.give(Promise.resolve(files));
    await settled();
    last().understood.reject(new OwnDataError({ kind: 'nothing-there' }));
    await settled();
    expect(flow().step).toEqual({ at: 'choosing', problem: { kind: 'nothing-there' } });
    expect(last().reading.dispose).toHaveBeenCalled();
  });

  it('hears nothing more of what was given up', async () => {
    session.actions.give(Promise.resolve(files));
    await settled();
    const { understood, tell } = last();
    session.actions.startOver();
    tell(9, 10);
    understood.resolve(cats);
    await settled();
    expect(flow().step).toEqual({ at: 'choosing', problem: undefined });

    // Given up while files were still being looked for: none is looked into.
    session.actions.give(Promise.resolve(files));
    session.actions.startOver();
    await settled();
    expect(readings).toHaveLength(1);
  });

  it('asks for pictures of classes in view alone, a few at a time, and again for another fit', async () => {
    await understand(previewOf(Array.from({ length: 12 }, (_, i) => classOf(`c${i}`, 2))));
    session.actions.look(['c0', 'c1', 'c2', 'c3', 'c4', 'c5', 'gone']);
    await settled();
    expect(last().sheets).toEqual([
      { classes: [0, 1, 2, 3, 4], fit: 'crop' },
      { classes: [5], fit: 'crop' },
    ]);
    expect([...flow().sheets.keys()]).toHaveLength(6);
    session.actions.set({ fit: 'whole' });
    await settled();
    expect(
      last()
        .sheets.slice(2)
        .map(({ fit }) => fit),
    ).toEqual(['whole', 'whole']);
    session.actions.set({ fit: 'whole' });
    await settled();
    expect(last().sheets).toHaveLength(4);
  });

  it('changes what would be made', async () => {
    await understand();
    session.actions.rename(1, 'puppy');
    await settled();
    expect(flow().preview?.classes.map(({ name }) => name)).toEqual(['cat', 'puppy']);
    expect(flow().preview?.undoable).toBe(true);
    session.actions.undo();
    await settled();
    expect(flow().preview).toBe(cats);
  });

  it('makes the set under its name, and lets go of all that was read', async () => {
    await understand();
    session.actions.set({ title: '  my   pets ', imageSize: 64 });
    session.actions.make('untitled');
    expect(flow().step.at).toBe('making');
    expect(vi.mocked(last().reading.make).mock.calls[0]?.[0]).toEqual({
      title: 'my pets',
      imageSize: 64,
      fit: 'crop',
      seed: 1,
    });
    last().making.resolve(made);
    await settled();
    expect(flow().step).toEqual({ at: 'made', made });
    expect(onMade.mock.calls).toEqual([[made.kept]]);
    expect(last().reading.dispose).toHaveBeenCalled();
  });

  it('stops making and is back at the preview, of which another set can be made', async () => {
    await understand();
    session.actions.set({ title: ' ' });
    session.actions.make('untitled');
    session.actions.stopMaking();
    await settled();
    expect(flow()).toMatchObject({ step: { at: 'preview', problem: undefined }, preview: cats });
    expect(last().reading.dispose).not.toHaveBeenCalled();
    session.actions.make('untitled');
    expect(vi.mocked(last().reading.make).mock.calls.map(([{ title }]) => title)).toEqual([
      'untitled',
      'untitled',
    ]);
  });

  it('never waits for a reading that broke', async () => {
    session.actions.give(Promise.resolve(files));
    await settled();
    last().understood.reject(new TypeError('broken'));
    await settled();
    expect(flow().step).toEqual({ at: 'choosing', problem: { kind: 'reader-gone' } });
  });

  it('keeps the preview where a set cannot be made, and says why', async () => {
    await understand();
    session.actions.make('untitled');
    last().making.reject(new OwnDataError({ kind: 'nothing-readable' }));
    await settled();
    expect(flow()).toMatchObject({
      step: { at: 'preview', problem: { kind: 'nothing-readable' } },
      preview: cats,
    });
  });
});
