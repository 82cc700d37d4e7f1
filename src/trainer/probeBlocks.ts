/**
 * What a linear probe tells of the stem's output and every block's, of the network as it is: fitted to training pictures as they
 * are, and judged on test pictures. In small pieces, so that whoever trains or asks meanwhile need not wait for it.
 */
import type { Sliced } from '../base/slices.ts';
import { gathered, type PictureStream } from '../data/pictures.ts';
import type { Engine, ImageBatch } from '../nn/engine.ts';
import { framedPictures } from '../training/frames.ts';
import {
  type BlockProbe,
  type BlockReader,
  fittingProbe,
  judgingProbe,
  type LabelledRepresentation,
  readerOf,
} from '../training/probes.ts';
import type { TapRequest } from '../training/taps.ts';
import { InFlightWindow } from './inFlight.ts';

/**
 * What the probes are fitted to: so many training pictures, the first by number, or all where there are fewer. Of a ResNet-20 that is
 * right 61 times in a hundred half as many made its ten probes up to 2.8 points worse, 1.2 in the middle, and twice as many 0.6 better.
 */
export const fittedPictures = 2000;

const request: TapRequest = { mode: 'evaluation', pooled: true };

/** Both in the order of the forward pass. */
export interface ProbedBlocks {
  readonly probes: readonly BlockProbe[];
  /** Absent where they would take more than `mostReaderBytes`. */
  readonly readers?: readonly BlockReader[];
}

/** Frames are bounded: those of a ResNet-50 for a thousand classes alone would take 60 MB. */
const mostReaderBytes = 8_000_000;

export interface ProbingOptions {
  readonly engine: Pick<Engine, 'taps'>;
  readonly data: { readonly train: PictureStream; readonly test: PictureStream };
  readonly classes: number;
  /** Pictures that the device takes at a time. */
  readonly atOnce: number;
  /** Awaited before every piece of work of a few milliseconds, with the promise that the device has room for it. May throw to end it. */
  readonly beforePiece?: (room: Promise<void>) => Promise<void>;
  /** Beyond which readers are left out. Default: `mostReaderBytes`. */
  readonly readerBytes?: number;
}

type Counts = Pick<ProbingOptions, 'data' | 'atOnce'>;

/** How many pictures the network looks at: those that probes are fitted to, and those that they are judged on. */
export function probedPictures({
  train,
  test,
}: ProbingOptions['data']): readonly [fitted: number, judged: number] {
  return [Math.min(fittedPictures, train.size), framedPictures(test.size)];
}

/** Pictures of every batch: all are of one size, so that a single recording does. */
function batchSizeOf({ data, atOnce }: Counts): number {
  const [fitted, judged] = probedPictures(data);
  return Math.min(atOnce, fitted + judged);
}

/** Loads the pictures that `probeBlocks` needs, and compiles for them, in the background. */
export async function prepareProbes({
  engine,
  ...counts
}: Counts & { readonly engine: Pick<Engine, 'warmUpTaps'> }): Promise<void> {
  const { train, test } = counts.data;
  const [fitted, judged] = probedPictures(counts.data);
  await Promise.all([train.ready(numbers(0, fitted)), test.ready(numbers(0, judged))]);
  await engine.warmUpTaps(batchSizeOf(counts), request);
}

/**
 * Probes the network as it is when this is called, if nothing else is enqueued until its pictures are looked at.
 * @returns undefined where a block's output is no number.
 */
export async function probeBlocks(options: ProbingOptions): Promise<ProbedBlocks | undefined> {
  const { data, classes, beforePiece = (room) => room, readerBytes = mostReaderBytes } = options;
  const [fitted] = probedPictures(data);
  const probes: BlockProbe[] = [];
  const readers: BlockReader[] = [];
  const inPieces = async <T>(work: Sliced<T>): Promise<T> => {
    for (;;) {
      await beforePiece(Promise.resolve());
      const { done, value } = work.next();
      if (done) return value;
    }
  };
  const look = await looked(options, beforePiece);
  for (const { block, channels, values } of look.pooled) {
    const part = (start: number, end: number): LabelledRepresentation => ({
      channels,
      values: values.subarray(start * channels, end * channels),
      labels: look.labels.subarray(start, end),
    });
    const probe = await inPieces(fittingProbe(part(0, fitted), classes));
    const accuracy = await inPieces(judgingProbe(probe, part(fitted, look.labels.length)));
    if (!Number.isFinite(accuracy)) return undefined;
    probes.push({ name: block, accuracy });
    readers.push(readerOf(block, probe));
  }
  return { probes, ...(bytesOfReaders(readers) <= readerBytes && { readers }) };
}

const bytesOfReaders = (readers: readonly BlockReader[]): number =>
  readers.reduce((sum, { weights, bias }) => sum + weights.byteLength + bias.byteLength, 0);

interface Looked {
  readonly labels: Int32Array;
  readonly pooled: { readonly block: string; readonly channels: number; readonly values: Float32Array }[];
}

/** Pooled outputs of all pictures, batch by batch. */
async function looked(
  options: ProbingOptions,
  beforePiece: NonNullable<ProbingOptions['beforePiece']>,
): Promise<Looked> {
  const { engine, data } = options;
  const [fitted, judged] = probedPictures(data);
  const count = fitted + judged;
  const size = batchSizeOf(options);
  const labels = new Int32Array(count);
  const pooled: Looked['pooled'] = [];
  const inFlight = new InFlightWindow();
  try {
    for (let end = Math.min(size, count); ; end = Math.min(end + size, count)) {
      await beforePiece(inFlight.room());
      // The last batch looks at some pictures twice, to be as large as the others.
      const start = end - size;
      const batch = batchOf(data, fitted, start, end);
      labels.set(batch.labels, start);
      const done = engine.taps(batch, request).then((taps) => {
        for (const [i, { block, channels, values }] of taps.pooled.entries()) {
          pooled[i] ??= { block, channels, values: new Float32Array(count * channels) };
          pooled[i].values.set(values, start * channels);
        }
      });
      inFlight.add(done);
      if (end === count) break;
    }
  } finally {
    // Also when it is cut short: nothing is on its way when the engine is disposed of.
    await inFlight.end();
  }
  return { labels, pooled };
}

const numbers = (start: number, end: number): Int32Array =>
  Int32Array.from({ length: Math.max(0, end - start) }, (_, i) => start + i);

/** Of the pictures to fit and then those to judge on, those from `start` on and before `end`. */
function batchOf(
  { train, test }: ProbingOptions['data'],
  fitted: number,
  start: number,
  end: number,
): ImageBatch {
  const toFit = gathered(train, numbers(start, Math.min(end, fitted)));
  const toJudge = gathered(test, numbers(Math.max(0, start - fitted), end - fitted));
  const images = new Uint8Array(toFit.images.length + toJudge.images.length);
  images.set(toFit.images);
  images.set(toJudge.images, toFit.images.length);
  return { images, labels: Int32Array.of(...toFit.labels, ...toJudge.labels) };
}
