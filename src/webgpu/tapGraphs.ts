/** Recorded looks at a network, of which those that were asked for last are kept. */
import type { Tensor } from '@tensorflow/tfjs-core';
import type { TapRequest } from '../training/taps.ts';
import type { TrainingBackend } from './backend.ts';
import type { BatchForm } from './batchInputs.ts';
import { tensorOf } from './ops/tensors.ts';
import { type BufferRegion, bytesOf, newRegion } from './region.ts';
import type { RecordedStep } from './stepRecording.ts';

/** As many kinds of looks as a page has open at a time. */
const mostGraphs = 8;

/** A number for every class of every picture, by which its logit counts in the gradient; written before a replay. */
export class LogitWeights {
  readonly tensor: Tensor;
  private readonly region: BufferRegion;

  constructor(
    private readonly backend: TrainingBackend,
    private readonly pictures: number,
    private readonly classes: number,
  ) {
    const shape = [pictures, classes];
    this.region = newRegion(backend.device, 'logit weights', bytesOf(shape));
    this.tensor = tensorOf(backend.view(this.region, shape));
  }

  /** @param chosen The one class of each picture that counts. */
  write(chosen: readonly number[], weight: number): void {
    const values = new Float32Array(this.pictures * this.classes);
    chosen.forEach((c, picture) => {
      values[picture * this.classes + c] = weight;
    });
    this.backend.device.queue.writeBuffer(this.region.buffer, this.region.offset, values);
  }

  dispose(): void {
    this.tensor.dispose();
    this.region.buffer.destroy();
  }
}

interface TapGraph {
  readonly step: RecordedStep;
  /** There where a gradient is asked for. */
  readonly weights: LogitWeights | undefined;
}

/** Two requests of one key are answered by one graph: the classes of a gradient are written before each replay. */
export function tapKey(
  form: BatchForm,
  pictures: number,
  { mode, pooled = false, sizes = false, maps = [], gradient }: TapRequest,
): string {
  const places = maps.map(({ block, of }) => `${of} of ${block}`);
  return JSON.stringify([form, pictures, mode, pooled, sizes, places, gradient?.block]);
}

export class TapGraphs {
  private readonly known = new Map<string, TapGraph>();

  /** Bytes of what the graphs keep. */
  get bytes(): number {
    const regions = [...this.known.values()].flatMap(({ step }) => step.results.taps?.regions ?? []);
    return regions.reduce((sum, { size }) => sum + size, 0);
  }

  /** The graph of a key, recorded where it is not there; the one that was not used for longest goes where they are many. */
  get(key: string, record: () => TapGraph): TapGraph {
    const graph = this.known.get(key) ?? record();
    this.known.delete(key);
    this.known.set(key, graph);
    const [oldest] = this.known;
    if (oldest && this.known.size > mostGraphs) this.drop(...oldest);
    return graph;
  }

  /** Lets a graph go that will be recorded anew. @returns whether it was there. */
  forget(step: RecordedStep): boolean {
    const found = [...this.known].find(([, graph]) => graph.step === step);
    if (found) this.drop(...found);
    return found !== undefined;
  }

  private drop(key: string, { step, weights }: TapGraph): void {
    this.known.delete(key);
    step.dispose();
    weights?.dispose();
  }

  dispose(): void {
    for (const [key, graph] of this.known) this.drop(key, graph);
  }
}
