/** The worker's side of a reading: what was understood, as it is mended so far, and what is made of it. Knows no `self`, so tests can run it. */
import { contactSheet } from '../../../../data/own/contactSheet.ts';
import type { DecodeFile } from '../../../../data/own/decodePicture.ts';
import { makeSet, type OwnSet } from '../../../../data/own/makeSet.ts';
import { type Mend, type Mended, mended, planOfMended, unmended } from '../../../../data/own/mending.ts';
import { OwnDataError } from '../../../../data/own/ownDataError.ts';
import { planWarnings, splittingOf } from '../../../../data/own/plan.ts';
import { blobFile, type OwnFile } from '../../../../data/own/tree.ts';
import { understand } from '../../../../data/own/understand.ts';
import type { KeptSet } from '../../../../storage/ownSets/keptSet.ts';
import type { Asked, ReadingCommand, ReadingMessage, TaskName, Tasks } from './protocol.ts';
import type { ChosenFile, OnProgress, Preview } from './types.ts';

/** Milliseconds between two words of how far something is. */
const progressEvery = 60;

export interface ReaderOptions {
  readonly post: (message: ReadingMessage, transfer?: ArrayBufferLike[]) => void;
  /** Undefined where the browser changes pixels. */
  readonly decode: () => Promise<DecodeFile | undefined>;
  readonly keep: (set: OwnSet, layout: KeptSet['layout']) => Promise<KeptSet>;
  /** Milliseconds. */
  readonly now: () => number;
}

/** A file that tells how much of it was read for the first time. */
function counted(file: OwnFile, onRead: (bytes: number) => void): OwnFile {
  let most = 0;
  return {
    ...file,
    slice(from, to) {
      const end = Math.min(to, file.size);
      if (end > most) {
        onRead(end - most);
        most = end;
      }
      return file.slice(from, to);
    },
  };
}

function previewOf(now: Mended, undoable: boolean): Preview {
  const plan = planOfMended(now);
  const pictures = plan.classes.reduce(
    (sum, { counts }) => sum + counts.train + counts.validation + counts.test + counts.none,
    0,
  );
  return {
    layout: plan.layout,
    classes: now.plan.classes.map((planned, i) => ({ ...planned, leftOut: now.leftOut[i] === true })),
    splitting: splittingOf(plan),
    warnings: planWarnings(plan),
    pictures,
    undoable,
  };
}

/** Red, green and blue as a canvas takes them. */
function opaque(rgb: Uint8Array): Uint8ClampedArray<ArrayBuffer> {
  const rgba = new Uint8ClampedArray((rgb.length / 3) * 4).fill(255);
  for (let i = 0; i < rgb.length / 3; i++) rgba.set(rgb.subarray(3 * i, 3 * i + 3), 4 * i);
  return rgba;
}

/** @returns the handler of whatever reaches the worker. It never throws. */
export function createReader({ post, decode, keep, now }: ReaderOptions): (command: ReadingCommand) => void {
  let files: ChosenFile[] = [];
  /** Every state of the plan, the last one as it is. */
  let states: Mended[] = [];
  const running = new Map<number, AbortController>();
  let sheetUnderWay: AbortController | undefined;
  /** What was made and could not be kept: nothing is decoded a second time once there is room. */
  let unkept: { readonly of: Mended; readonly settings: string; readonly set: OwnSet } | undefined;
  let decoder: Promise<DecodeFile | undefined> | undefined;

  const current = (): Mended => {
    const last = states.at(-1);
    if (!last) throw new OwnDataError({ kind: 'nothing-there' });
    return last;
  };
  const preview = () => previewOf(current(), states.length > 1);
  const honestDecoder = async (): Promise<DecodeFile> => {
    decoder ??= decode();
    const found = await decoder;
    if (!found) throw new OwnDataError({ kind: 'canvas-changed' });
    return found;
  };

  async function understandFiles(onProgress: OnProgress): Promise<Preview> {
    const chosen = files;
    files = [];
    const total = chosen.reduce((sum, { file }) => sum + file.size, 0);
    let read = 0;
    const tell = (bytes: number) => {
      read += bytes;
      onProgress(read, total);
    };
    const plan = await understand(chosen.map(({ path, file }) => counted(blobFile(path, file), tell)));
    states = [unmended(plan)];
    return preview();
  }

  function mend(change: Mend): Preview {
    const next = mended(current(), change);
    if (next !== current()) states.push(next);
    return preview();
  }

  function undo(): Preview {
    if (states.length > 1) states.pop();
    return preview();
  }

  const tasks: { [K in TaskName]: (asked: Tasks[K]['asked'], told: Told) => Promise<Tasks[K]['answer']> } = {
    understand: (_, { onProgress }) => understandFiles(onProgress),
    mend: async ({ mend: change }) => mend(change),
    undo: async () => undo(),
    async sheet({ options }, { controller }) {
      sheetUnderWay?.abort();
      sheetUnderWay = controller;
      const all = current().plan;
      const pictures = await contactSheet(all, {
        ...options,
        decode: await honestDecoder(),
        signal: controller.signal,
      });
      return pictures.map(({ classIndex, pixels }) => ({ classIndex, pixels: opaque(pixels) }));
    },
    async make({ settings }, { onProgress, controller: { signal } }) {
      const of = current();
      const plan = planOfMended(of);
      const key = JSON.stringify(settings);
      const known = unkept?.of === of && unkept.settings === key ? unkept.set : undefined;
      unkept = undefined;
      const set =
        known ?? (await makeSet(plan, { ...settings, decode: await honestDecoder(), signal, onProgress }));
      try {
        return { kept: await keep(set, plan.layout), warnings: set.warnings };
      } catch (error) {
        unkept = { of, settings: key, set };
        throw error;
      }
    },
  };

  async function answer(asked: Asked): Promise<void> {
    const { id } = asked;
    const controller = new AbortController();
    running.set(id, controller);
    let told = Number.NEGATIVE_INFINITY;
    const onProgress: OnProgress = (done, total) => {
      if (done < total && now() - told < progressEvery) return;
      told = now();
      post({ id, type: 'progress', done, total });
    };
    try {
      const task = tasks[asked.task] as (asked: Asked, told: Told) => Promise<Tasks[TaskName]['answer']>;
      const given = await task(asked, { onProgress, controller });
      const pixels = Array.isArray(given) ? given.map((picture) => picture.pixels.buffer) : [];
      post({ id, type: 'answer', answer: given }, pixels);
    } catch (error) {
      if (controller.signal.aborted) post({ id, type: 'aborted' });
      else if (error instanceof OwnDataError) post({ id, type: 'refused', problem: error.problem });
      else {
        // What throws otherwise asked for room, or is a fault of ours; either way nothing came of it.
        console.error(error);
        post({ id, type: 'refused', problem: { kind: 'reading-failed' } });
      }
    } finally {
      running.delete(id);
    }
  }

  return (command) => {
    if (command.task === 'add') files.push(...command.files);
    else if (command.task === 'abort') running.get(command.id)?.abort();
    else void answer(command);
  };
}

interface Told {
  readonly onProgress: OnProgress;
  readonly controller: AbortController;
}
