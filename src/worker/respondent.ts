/**
 * Who answers the page's questions: the run under way between its steps; else the network of the last run, as its last checkpoint has
 * it; else the one that comes with the page. A question may name its network, which is any that is stored. What no run trains has the
 * device only while nothing else wants it, and gives it back at once; so one that is named must wait for the end of another run.
 */
import { ProblemError, problemOf } from '../problems/index.ts';
import type { OpenedDevice } from '../trainer/device.ts';
import type { Asked } from '../trainer/questions.ts';
import type { RunSaid } from '../trainer/trainer.ts';
import { datasetOf, specOf } from '../training/config.ts';
import type { RunOutcome } from '../training/events.ts';
import { type Answer, lookOf, misfitOf, type NamedNetwork, type Question } from '../training/questions.ts';
import type { RunConfig } from '../training/settings.ts';
import type { CheckpointManager } from './checkpointManager.ts';
import { type RestingNetwork, restingNetwork } from './restingNetwork.ts';
import type { ShippedWeights } from './shippedNetwork.ts';
import { type NetworkAtRest, networkAtRest, shippedAtRest } from './storedNetworks.ts';
import type { TestPictures } from './testPictures.ts';

/** A run under way, as far as it is asked. */
export interface AskedRun {
  readonly runId: string;
  readonly config: RunConfig;
  readonly run: { ask(asked: Asked): Promise<RunSaid> };
  /** Never rejects. */
  readonly over: Promise<RunOutcome>;
}

export interface RespondentOptions {
  readonly current: () => AskedRun | undefined;
  readonly pictures: Pick<TestPictures, 'gather'>;
  readonly checkpoints: Pick<CheckpointManager, 'newest'>;
  /** May be called often. */
  readonly loadShipped: () => Promise<ShippedWeights | undefined>;
  readonly openDevice: () => Promise<OpenedDevice>;
  /** Does something once all that was begun before has left the device, and lets what comes later wait for it. */
  readonly onDevice: <T>(work: () => Promise<T>) => Promise<T>;
}

export interface Respondent {
  /** @throws ProblemError, or the signal's reason. */
  answer(question: Question, signal: AbortSignal): Promise<Answer>;
  /** Ends what is on the device for a question, which is asked again after whatever comes now. */
  interrupt(): void;
  /** Frees what the last answer left on the device. To be called by whoever has the device. */
  letGo(): void;
  /** From here on the network of this run is the last. */
  runBegan(runId: string): void;
}

/** Something else wanted the device: the question is asked again. */
class Interrupted extends Error {
  override name = 'Interrupted';
}

export function createRespondent(options: RespondentOptions): Respondent {
  const { current, pictures, checkpoints, loadShipped, openDevice, onDevice } = options;
  let lastRun: string | undefined;
  /** The network of the last run, once it was asked. */
  let last: NetworkAtRest | undefined;
  let resting: { readonly key: string; readonly network: RestingNetwork } | undefined;
  let interruption = new AbortController();

  const letGo = () => {
    resting?.network.dispose();
    resting = undefined;
  };

  /** What the question is about, for the network of a config. @throws ProblemError where that cannot be asked it. */
  async function imagesFor(question: Question, config: RunConfig): Promise<Uint8Array> {
    const problem = misfitOf(question, specOf(config), datasetOf(config).images.test);
    if (problem) throw new ProblemError(problem);
    const { pictures: asked } = question;
    if (asked.kind === 'pixels') return asked.images;
    return (await pictures.gather(config.dataset, asked.indices)).images;
  }

  /** @returns undefined where the run ends first, and another has to answer. */
  async function askRun(
    { runId, config, run, over }: AskedRun,
    question: Question,
    signal: AbortSignal,
  ): Promise<Answer | undefined> {
    const gone = over.then((outcome) => {
      // What broke the run may have been the device: whoever asked asks again once it is there again.
      if (outcome === 'failed') throw new ProblemError({ kind: 'run-over' });
      return undefined;
    });
    gone.catch(() => {});
    const asked = imagesFor(question, config)
      .then((images) => run.ask({ images, ...lookOf(question), signal }))
      .catch((error: unknown) => {
        if (problemOf(error).kind === 'run-over') return gone;
        throw error;
      });
    const said = await Promise.race([asked, gone]);
    const { step, epoch, taps } = said ?? {};
    if (step === undefined || epoch === undefined || !taps) return undefined;
    return { network: { kind: 'run', runId, step, epoch }, ...taps };
  }

  /** The network of a run that is not under way. @returns undefined of one without weights. */
  async function stored(runId: string): Promise<NetworkAtRest | undefined> {
    if (last?.network.kind === 'run' && last.network.runId === runId) return last;
    const found = await networkAtRest(runId, checkpoints);
    if (found && runId === lastRun) last = found;
    return found;
  }

  /** The one that was asked for; else that of the last run, else the one that comes with the page. @throws ProblemError where there is none. */
  async function candidate(of: NamedNetwork | undefined): Promise<NetworkAtRest> {
    if (of?.kind === 'shipped') return shippedAtRest(loadShipped);
    const runId = of?.runId ?? lastRun;
    const found = runId === undefined ? undefined : await stored(runId);
    if (of && !found) throw new ProblemError({ kind: 'weights-gone' });
    return found ?? shippedAtRest(loadShipped);
  }

  /** @throws Interrupted where something else wants the device. */
  async function askResting(question: Question, signal: AbortSignal): Promise<Answer> {
    const { key, network, stored } = await candidate(question.of);
    const images = await imagesFor(question, stored.config);
    // Whoever waits for the device now would wait for the whole run.
    if (current()) throw new Interrupted();
    return onDevice(async () => {
      const { signal: interrupted } = interruption;
      signal.throwIfAborted();
      if (current()) throw new Interrupted();
      const device = await openDevice();
      if (resting?.key !== key) {
        letGo();
        resting = { key, network: restingNetwork(stored, device) };
      }
      try {
        return { network, ...(await resting.network.answer({ images, ...lookOf(question) }, interrupted)) };
      } catch (error) {
        letGo();
        throw error;
      }
    });
  }

  return {
    async answer(question, signal) {
      for (;;) {
        signal.throwIfAborted();
        const run = current();
        const { of } = question;
        if (run && of && !(of.kind === 'run' && of.runId === run.runId))
          throw new ProblemError({ kind: 'other-run-trains' });
        try {
          const answer = run ? await askRun(run, question, signal) : await askResting(question, signal);
          if (answer) return answer;
          await run?.over;
        } catch (error) {
          if (!(error instanceof Interrupted)) throw error;
        }
      }
    },
    interrupt() {
      interruption.abort(new Interrupted());
      interruption = new AbortController();
    },
    letGo,
    runBegan(runId) {
      lastRun = runId;
      last = undefined;
    },
  };
}
