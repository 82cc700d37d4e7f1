/** Makes the frame of an epoch from what its evaluation says of every test picture. */

import { InternalError } from '../base/errors.ts';
import type { ModelSpec } from '../model/spec.ts';
import { structureOf } from '../model/structure.ts';
import type { Engine } from '../nn/engine.ts';
import { type Frame, type FrameVitals, framedPictures, judge, type Labels } from '../training/frames.ts';

export interface FrameMakerOptions {
  readonly engine: Pick<Engine, 'readWeight'>;
  readonly spec: ModelSpec;
  /** Test pictures of the run. */
  readonly pictures: number;
}

export class FrameMaker {
  readonly #options: FrameMakerOptions;
  #predicted = new Uint8Array();
  #losses = new Float32Array();
  #logits = new Float32Array();
  /** Pictures so far. */
  #done = 0;
  #vitals: FrameVitals | undefined;

  constructor(options: FrameMakerOptions) {
    this.#options = options;
  }

  /** Takes the vitals of a step: the last ones of an epoch are in its frame. */
  look(vitals: FrameVitals): void {
    this.#vitals = vitals;
  }

  /** An evaluation begins. */
  begin(): void {
    const { pictures, spec } = this.#options;
    this.#done = 0;
    this.#predicted = new Uint8Array(pictures);
    this.#losses = new Float32Array(pictures);
    this.#logits = new Float32Array(framedPictures(pictures) * spec.classes);
  }

  /** Takes what the network says of the next pictures. @param logits N·classes. */
  add(logits: Float32Array, labels: Labels): void {
    const { predicted, losses } = judge(logits, labels);
    this.#predicted.set(predicted, this.#done);
    this.#losses.set(losses, this.#done);
    const start = this.#done * this.#options.spec.classes;
    if (start < this.#logits.length) this.#logits.set(logits.subarray(0, this.#logits.length - start), start);
    this.#done += labels.length;
  }

  /** The frame of the evaluation that is over. */
  async made({ epoch, step }: Pick<Frame, 'epoch' | 'step'>): Promise<Frame> {
    const { engine, spec } = this.#options;
    const vitals = this.#vitals;
    this.#vitals = undefined;
    const { shape, data } = await engine.readWeight(`${structureOf(spec).stem.unit.conv}.weight`);
    const [out, channels, height, width] = shape;
    if (out === undefined || channels === undefined || height === undefined || width === undefined)
      throw new InternalError('The stem is no convolution.');
    return {
      epoch,
      step,
      predicted: this.#predicted,
      losses: this.#losses,
      logits: this.#logits,
      stem: { shape: [out, channels, height, width], data },
      ...(vitals && { vitals }),
    };
  }
}
