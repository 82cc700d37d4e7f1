/**
 * A worker that trains nothing: it answers with a run that is recorded already and then goes on live, to its end where it gets there,
 * so that a test can look at what the page makes of it. Nothing is compiled and no picture is loaded, which takes a real run most
 * of its time where there is no graphics card. It is a thread of its own, as the real one is. It keeps no weights.
 */
import type { Page } from '@playwright/test';

export interface ScriptedRun {
  /** Steps that are told of at once when the run starts. */
  readonly recorded: number;
  /** Milliseconds between two steps from then on; none where there are to be no more. */
  readonly every?: number;
  /** After so many live steps each there is a frame, of an epoch that is over early; without it there are none. */
  readonly frameEvery?: number;
  /** Whether every epoch leaves a frame that tells of the blocks, and what is asked of one picture is answered for each of them. */
  readonly blocks?: boolean;
}

/** What a test has of the worker's scope. */
interface Held {
  /** Questions are answered when this is over. */
  held?: Promise<void>;
  release?: () => void;
}

/** Runs in the worker. Whatever it says is made up, and shaped as the trainer would say it. */
function script({ recorded, every, frameEvery, blocks: tellsBlocks = false }: ScriptedRun): void {
  const post = (message: unknown) => postMessage(message);
  const reason = { kind: 'text', text: 'This worker follows a script.' };
  const device = { backend: 'webgpu', name: 'scripted', software: true, reason };
  const noise = (n: number) => ((Math.sin(n * 12.9898) * 43758.5453) % 1) * 0.1;
  const answers = tellsBlocks || frameEvery !== undefined;
  let step = 0;
  let trained = '';
  let timer: ReturnType<typeof setInterval> | undefined;
  /** Takes the steps of the run under way. */
  let goOn: (() => void) | undefined;
  /** Takes one of them. */
  let takeOne: (() => void) | undefined;

  /** Stem and blocks of the run, where these are told of. */
  let parts: string[] = [];
  /** What a network of three stages would say and show of one picture, another thing each time. */
  const tapsOf = (maps: { block: string; of: string }[], pictures: number, first = 0) => ({
    logits: Float32Array.from({ length: 10 * pictures }, (_, i) => noise(step + i) * 20),
    // A feature each: the weights of a reader are its scores. Of the first test picture as they are, of others the opposite.
    pooled: parts.map((block) => ({ block, channels: 1, values: Float32Array.of(first === 0 ? 1 : -1) })),
    sizes: [],
    maps: maps.map(({ block, of }, m) => {
      const stage = block === 'stem' ? 0 : Number(block.slice(5).split('.')[0]) - 1;
      const side = 32 >> stage;
      const channels = of === 'input' ? 3 : 16 << stage;
      const values = Float32Array.from({ length: pictures * side * side * channels }, (_, i) =>
        Math.abs(noise(step + i + m)),
      );
      return { block, of, height: side, width: side, channels, values };
    }),
  });
  /** Of the usual data set: most of the pictures right, others wrong each time. */
  const frameOf = (epoch: number) => ({
    epoch,
    step,
    predicted: Uint8Array.from({ length: 10_000 }, (_, i) => (i % 10) + ((i + epoch) % 5 === 0 ? 1 : 0)).map(
      (said) => said % 10,
    ),
    losses: Float32Array.from({ length: 10_000 }, (_, i) => Math.abs(noise(i + epoch)) * 40),
    logits: Float32Array.from({ length: 10_000 }, (_, i) => noise(i + epoch) * 30),
    stem: { shape: [16, 3, 3, 3], data: Float32Array.from({ length: 432 }, (_, i) => noise(i)) },
  });

  /** Blocks that know the more the deeper they lie and the later it is. */
  const frameOfBlocks = (epoch: number) => ({
    ...frameOf(epoch),
    vitals: {
      step: step - 1,
      blocks: [...parts, 'classifier'].map((name, i) => ({
        name,
        gradientNorm: 2 / (i + 1),
        activationMean: 0.5 + i / 50,
        activationDeviation: 0.75 + i / 40,
        updateRatio: 0.002 / (i + 1),
        ...(name !== 'classifier' && { deadChannels: i === 2 ? 0.0625 : 0 }),
        ...(name.startsWith('layer') && { branchScale: 0.75 - i / 100, shortcutScale: 1 + i / 10 }),
      })),
    },
    probes: parts.map((name, i) => ({ name, accuracy: 0.25 + (0.05 * epoch * i) / parts.length })),
    readers: parts.map((name, i) => ({
      name,
      bias: new Float32Array(10).fill(0.25),
      weights: Float32Array.from({ length: 10 }, (_, c) =>
        c === 3 ? i / parts.length / 2 : noise(c) - (c === 5 ? 0.2 : 0),
      ),
    })),
  });

  // The page takes a worker that holds no lock for one that died, see src/worker/lifeline.ts.
  const alive = new Promise<void>((resolve) => {
    void navigator.locks.request(self.name, () => {
      resolve();
      return new Promise(() => {});
    });
  });
  addEventListener('message', async ({ data: command }) => {
    await alive;
    if (command.type === 'detect') return post({ type: 'device', device });
    if (command.type === 'ping') return post({ type: 'alive' });
    if (command.type === 'ask' && answers) {
      await (self as unknown as Held).held;
      const { pictures, taps } = command.question;
      const network = { kind: 'run', runId: trained, step, epoch: 1 };
      const answer = {
        network,
        ...tapsOf(taps.maps ?? [], pictures.indices?.length ?? 1, pictures.indices?.[0]),
      };
      return post({ type: 'answer', id: command.id, answer: { type: 'said', answer } });
    }
    if (command.type === 'pictures' && answers) {
      const images = Uint8Array.from({ length: 3072 * command.numbers.length }, (_, i) => (i * 7) % 256);
      return post({ type: 'answer', id: command.id, answer: { type: 'pictures', images } });
    }
    if (command.type === 'labels' && answers) {
      const labels = Uint8Array.from({ length: 10_000 }, (_, i) => i % 10);
      return post({ type: 'answer', id: command.id, answer: { type: 'labels', labels } });
    }
    if (command.type === 'shipped')
      return post({ type: 'answer', id: command.id, answer: { type: 'shipped' } });
    if (command.type === 'stop' || command.type === 'pause') clearInterval(timer);
    const { runId, config } = command;
    const emit = (event: object) => post({ type: 'run', event: { runId, ...event } });
    if (command.type === 'pause') return emit({ type: 'phase', phase: 'paused' });
    if (command.type === 'resume') return goOn?.();
    if (command.type === 'single-step') {
      takeOne?.();
      return emit({ type: 'phase', phase: 'paused' });
    }
    if (command.type === 'stop') return emit({ type: 'end', outcome: 'stopped', step });
    if (command.type === 'change') return emit({ type: 'change', step, settings: command.settings });
    if (command.type !== 'start') return;

    const perEpoch = Math.ceil(config.trainImages / config.batchSize);
    const total = perEpoch * config.epochs;
    const blocks: number[] = config.blocks;
    const names = [
      'stem',
      ...blocks.flatMap((count, stage) =>
        Array.from({ length: count }, (_, block) => `layer${stage + 1}.${block}`),
      ),
      'classifier',
    ];
    parts = tellsBlocks ? names.slice(0, -1) : [];
    /** Twenty pictures, two of each class: surer of each with time, and wrong now and then. */
    const predict = () => {
      const labels = [3, 8, 5, 1, 6, 7, 0, 2, 9, 4];
      const probabilities = [...labels, ...labels].map((label, i) => {
        const sure = 5 * (step / total) + noise(step + i) * 20;
        const scores = labels.map((_, c) => Math.exp(c === label ? sure : noise(c + 31 * i) * 10));
        const sum = scores.reduce((a, b) => a + b, 0);
        return scores.map((score) => score / sum);
      });
      emit({ type: 'predictions', step, probabilities });
    };
    const one = () => {
      step++;
      const share = step / total;
      const trainLoss = 2.3 * Math.exp(-3 * share) + noise(step) + (step === 7777 ? 9 : 0);
      const trainAccuracy = 1 - 0.9 * Math.exp(-3 * share) + noise(step) / 2;
      const learningRate = 0.1 * (1 - share);
      const shared = {
        step,
        trainLoss,
        trainAccuracy,
        learningRate,
        imagesPerSecond: 5000 + 900 * noise(step),
      };
      emit({ type: 'step', epoch: step / perEpoch, ...shared });
      if (step % 20 === 1) {
        const blocks = names.map((name, i) => ({
          name,
          gradientNorm: 1 + i / 4 + noise(step + i),
          activationScale: 0.8 + noise(step - i),
        }));
        emit({ type: 'vitals', step, epoch: step / perEpoch, blocks });
        predict();
      }
      if (step % perEpoch === 0) {
        const test = { testLoss: trainLoss + 0.2, testAccuracy: trainAccuracy - 0.05 };
        const epoch = step / perEpoch;
        emit({ type: 'epoch', epoch, epochs: config.epochs, seconds: 10, ...shared, ...test });
        if (tellsBlocks) emit({ type: 'frame', frame: frameOfBlocks(epoch) });
        predict();
      }
    };
    trained = runId;
    let told = recorded / perEpoch;
    const live = () => {
      one();
      if (frameEvery !== undefined && step % frameEvery === 0)
        emit({ type: 'frame', frame: frameOf(Math.ceil(++told)) });
      if (step < total) return;
      clearInterval(timer);
      emit({ type: 'end', outcome: 'finished', step });
    };
    takeOne = live;
    goOn = () => {
      emit({ type: 'phase', phase: 'training' });
      timer = setInterval(live, every);
    };
    clearInterval(timer);
    step = 0;
    emit({ type: 'start', config, device, stepsPerEpoch: perEpoch, totalSteps: total, step: 0 });
    predict();
    emit({ type: 'phase', phase: 'training' });
    for (let i = 0; i < recorded; i++) one();
    if (every !== undefined) timer = setInterval(live, every);
    else emit({ type: 'phase', phase: 'paused' });
  });
}

/** From now on every page has this worker in place of the trainer's. It is served as that one's file: the page's policy starts no other. */
export async function useScriptedWorker(page: Page, run: ScriptedRun): Promise<void> {
  // The compiler of the tests names functions through a helper that the worker does not have.
  const body = `const __name = (f) => f; (${script})(${JSON.stringify(run)})`;
  await page.route(/\/assets\/entry-[\w-]+\.js$/, (route) =>
    route.fulfill({ contentType: 'text/javascript', body }),
  );
}

/** From now on the worker keeps its answers to questions back, as a slow device does. @returns what makes it give them. */
export async function holdAnswers(page: Page): Promise<() => Promise<void>> {
  const worker = page.workers().find((one) => /\/entry-/.test(one.url()));
  if (!worker) throw new Error('The page has no worker that follows a script.');
  await worker.evaluate(() => {
    const scope = self as unknown as Held;
    scope.held = new Promise((resolve) => {
      scope.release = resolve;
    });
  });
  return () => worker.evaluate(() => (self as unknown as Held).release?.());
}
