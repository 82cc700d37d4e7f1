/**
 * All that looks at the network of a run on the side of its training: vitals, sample pictures, questions, frames and probes. None of it
 * changes what is trained, and each keeps to its share of the time.
 */
import type { Dataset } from '../data/pictures.ts';
import { partsOf, structureOf } from '../model/structure.ts';
import type { Engine, ImageBatch } from '../nn/engine.ts';
import { datasetOf, specOf } from '../training/config.ts';
import type { EventOf } from '../training/events.ts';
import { evaluationBatchSize } from '../training/memory.ts';
import type { StepSettings } from '../training/settings.ts';
import { FrameMaker } from './frameMaker.ts';
import { ProbeWatch } from './probeWatch.ts';
import { QuestionDesk } from './questions.ts';
import type { RunState } from './runState.ts';
import { SampleWatch } from './samples.ts';
import { type Aside, StepTimes } from './stepTimes.ts';
import { VitalsWatch } from './vitals.ts';

export interface WatchesOptions {
  readonly engine: Engine;
  readonly data: Dataset;
  readonly state: RunState;
  /** Whether every epoch leaves a frame, as probes are in frames alone. */
  readonly frames: boolean;
  readonly emit: (event: Omit<EventOf<'vitals'>, 'runId'> | Omit<EventOf<'predictions'>, 'runId'>) => void;
  /** Called when a question can be answered. */
  readonly onReady: () => void;
}

export class Watches {
  readonly #engine: Engine;
  readonly #state: RunState;
  readonly times: StepTimes;
  readonly #vitals: VitalsWatch;
  readonly samples: SampleWatch;
  readonly questions: QuestionDesk;
  readonly frames: FrameMaker | undefined;
  readonly probes: ProbeWatch | undefined;

  constructor({ engine, data, state, frames, emit, onReady }: WatchesOptions) {
    this.#engine = engine;
    this.#state = state;
    const { seconds, config } = state;
    const spec = specOf(config);
    const atOnce = evaluationBatchSize(spec);
    const times = new StepTimes(seconds);
    this.times = times;
    this.#vitals = new VitalsWatch({
      seconds,
      times,
      onVitals: (step, blocks) => {
        this.frames?.look({ step, blocks });
        emit({ type: 'vitals', step, epoch: state.epochAt(step), blocks });
      },
    });
    this.samples = new SampleWatch({
      engine,
      pictures: data.test,
      samples: datasetOf(config).samples,
      atOnce,
      onAnswer: (step, probabilities) => emit({ type: 'predictions', step, probabilities }),
    });
    const { imageSize } = data.test;
    this.questions = new QuestionDesk({ engine, imageSize, atOnce, seconds, times, onReady });
    if (!frames) return;
    const channels = () => partsOf(structureOf(specOf(state.config))).map(({ output }) => output.channels);
    this.frames = new FrameMaker({ engine, spec, labels: data.test.labels });
    this.probes = new ProbeWatch({ engine, data, classes: data.classes.length, channels, atOnce, seconds });
  }

  /** The engine has compiled its first step: from here on it has time for what watching needs. */
  prepare(): void {
    void this.samples.prepare();
    this.questions.open();
  }

  /**
   * Takes the next training step, and looks at it where that is due or insisted on.
   * @returns what was asked along with it, to be timed.
   */
  takeStep(batch: ImageBatch, settings: StepSettings, insists: boolean): Aside | undefined {
    const { samples, questions } = this;
    const { step } = this.#state;
    if (samples.due) samples.ask(step);
    if (!insists && !this.#vitals.due) {
      const aside = questions.due ? questions.answer(step) : undefined;
      this.#engine.trainStep(batch, settings);
      return aside;
    }
    const blocks = this.#engine.trainStepWithVitals(batch, settings);
    // The question is part of what a look costs.
    const answered = samples.ask(step + 1);
    return this.#vitals.look(
      step + 1,
      Promise.all([blocks, answered]).then(([seen]) => seen),
    );
  }

  /** Waits until all is told. @throws what one of the looks threw. */
  async flush(): Promise<void> {
    await this.#vitals.flush();
    await this.samples.flush();
    await this.questions.flush();
  }

  /** The same where the run has failed. Never throws. */
  async settled(): Promise<void> {
    await Promise.allSettled([this.#vitals.flush(), this.samples.flush(), this.questions.flush()]);
  }

  /** Another network took over. */
  renew(): void {
    this.times.renew();
    this.#vitals.renew();
    this.questions.renew();
    this.probes?.renew();
  }

  end(): void {
    this.questions.end();
  }
}
