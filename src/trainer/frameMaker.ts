/** Makes the frame of an epoch from what its evaluation says of every test picture, which is read once it is over. */
import type { ModelSpec } from '../model/spec.ts';
import type { Engine } from '../nn/engine.ts';
import { readStemFilters } from '../nn/stemFilters.ts';
import { type Frame, type FrameVitals, framedPictures, judge } from '../training/frames.ts';
import type { Labels } from '../training/labels.ts';

export interface FrameMakerOptions {
  readonly engine: Pick<Engine, 'keepEvaluationLogits' | 'readEvaluationLogits' | 'readWeight'>;
  readonly spec: ModelSpec;
  /** Of the test pictures, in their order. */
  readonly labels: Labels;
}

export class FrameMaker {
  readonly #options: FrameMakerOptions;
  #vitals: FrameVitals | undefined;

  constructor(options: FrameMakerOptions) {
    this.#options = options;
  }

  /** Takes the vitals of a step: the last ones of an epoch are in its frame. */
  look(vitals: FrameVitals): void {
    this.#vitals = vitals;
  }

  /** An evaluation of all test pictures begins. */
  begin(): void {
    const { engine, labels } = this.#options;
    engine.keepEvaluationLogits(labels.length);
  }

  /** The frame of the evaluation that is over. */
  async made({ epoch, step }: Pick<Frame, 'epoch' | 'step'>): Promise<Frame> {
    const { engine, spec, labels } = this.#options;
    const vitals = this.#vitals;
    this.#vitals = undefined;
    const [logits, stem] = await Promise.all([engine.readEvaluationLogits(), readStemFilters(engine)]);
    return {
      epoch,
      step,
      ...judge(logits, labels),
      logits: logits.slice(0, framedPictures(labels.length) * spec.classes),
      stem,
      ...(vitals && { vitals }),
    };
  }
}
