/**
 * What the network says of its data set's sample pictures, on the way of a run. Nothing here makes training wait: as long as the
 * pictures are still loading or what the question needs is being compiled, nobody is asked.
 */
import { gathered, type PictureStream } from '../data/pictures.ts';
import type { DatasetFacts } from '../data/sets/index.ts';
import type { Engine } from '../nn/engine.ts';
import { predict } from '../nn/predictions.ts';
import type { PredictionsEvent } from '../training/events.ts';

export interface SampleWatchOptions {
  readonly engine: Pick<Engine, 'logits' | 'warmUpLogits'>;
  /** The stream that the samples lie in. */
  readonly pictures: PictureStream;
  readonly samples: DatasetFacts['samples'];
  /** Pictures that the device takes at a time. */
  readonly atOnce: number;
  /** Called for every question, in the order they were asked. */
  readonly onAnswer: (step: number, probabilities: PredictionsEvent['probabilities']) => void;
}

export class SampleWatch {
  readonly #options: SampleWatchOptions;
  #images: Uint8Array | undefined;
  #asked = false;
  #reported: Promise<void> = Promise.resolve();
  #ready: Promise<void> | undefined;

  constructor(options: SampleWatchOptions) {
    this.#options = options;
  }

  /**
   * Loads and compiles in the background. Resolves when the network can be asked, at once where the set has no samples or the
   * run's test pictures do not hold them all.
   */
  prepare(): Promise<void> {
    this.#ready ??= this.#prepare();
    // Whoever waits for it meets the error.
    this.#ready.catch(() => {});
    return this.#ready;
  }

  async #prepare(): Promise<void> {
    const { engine, pictures, samples } = this.#options;
    const numbers = samples.map(({ index }) => index);
    const most = Math.max(-1, ...numbers);
    if (most < 0 || most >= pictures.size) return;
    await Promise.all([pictures.arrived(most + 1), this.warmUp(engine)]);
    this.#images = gathered(pictures, numbers).images;
  }

  /** Compiles what the question needs of an engine, in the background: also of one that is about to take over. */
  async warmUp(engine: Pick<Engine, 'warmUpLogits'>): Promise<void> {
    const { pictures, samples, atOnce } = this.#options;
    const here = samples.length > 0 && samples.every(({ index }) => index < pictures.size);
    if (here) await engine.warmUpLogits(Math.min(atOnce, samples.length));
  }

  /** Whether the network can be asked and has not been asked yet. */
  get due(): boolean {
    return this.#images !== undefined && !this.#asked;
  }

  /**
   * Asks the network as it is after all that was enqueued so far, if it can be asked. Resolves when the answer is told.
   * @param step Steps enqueued so far.
   */
  ask(step: number): Promise<void> {
    const { engine, samples, atOnce, onAnswer } = this.#options;
    if (!this.#images) return Promise.resolve();
    this.#asked = true;
    const before = this.#reported;
    const answer = predict(engine, this.#images, samples.length, atOnce);
    this.#reported = Promise.all([before, answer]).then(([, said]) => {
      // The run of a network that says nothing sensible any more ends by its loss.
      if (!said.every(Number.isFinite)) return;
      const classes = said.length / samples.length;
      onAnswer(
        step,
        samples.map((_, i) => [...said.subarray(i * classes, (i + 1) * classes)]),
      );
    });
    // `flush` throws the error; until it is called, nothing handles it.
    this.#reported.catch(() => {});
    return this.#reported;
  }

  /** Resolves when all answers are told. @throws what one of the questions threw. */
  async flush(): Promise<void> {
    await this.#reported;
  }
}
