/** A trainer that follows a script at a fixed pace: what the page's looks are worked on with. It measures nothing. */

import {
  type DepthPlan,
  editProblem,
  plannedBlocks,
  planProblem,
  samePlan,
  withEdit,
} from '../../../src/model/depth.ts';
import { structureOf } from '../../../src/model/structure.ts';
import { datasetOf, specOf } from '../../../src/training/config.ts';
import type { DeviceInfo, RunEvent } from '../../../src/training/events.ts';
import { type BlockCorrelation, correlatedBlocks } from '../../../src/training/gradientCorrelation.ts';
import type { Question } from '../../../src/training/questions.ts';
import { type RatePoint, searchRates } from '../../../src/training/rateSearch.ts';
import { learningRateAt } from '../../../src/training/schedule.ts';
import { defaultConfig, type RunConfig } from '../../../src/training/settings.ts';
import type { BlockVitals } from '../../../src/training/vitals.ts';
import type { TrainerClient } from '../../../src/worker/client.ts';
import type { Reply, WorkerCommand, WorkerMessage } from '../../../src/worker/protocol.ts';
import { text } from '../../problems/saying.ts';
import { scriptedLandscape } from './scriptedLandscape.ts';
import { type OwnSet, scriptedFrame, scriptedLogits, scriptedPictures } from './scriptedOwnSet.ts';

type Body = RunEvent extends infer E ? (E extends { runId: string } ? Omit<E, 'runId'> : never) : never;

const device: DeviceInfo = {
  backend: 'webgpu',
  name: 'scripted',
  software: true,
  reason: { kind: 'text', text: 'This trainer follows a script, so no device is used.' },
};

/** A made-up look at every block: even in a residual network, growing towards the input in a plain one. */
function scriptedVitals(config: RunConfig, step: number): BlockVitals[] {
  const { stages } = structureOf(specOf(config));
  const names = ['stem', ...stages.flatMap((stage) => stage.blocks.map((block) => block.name)), 'classifier'];
  const slope = config.shortcut === 'none' ? 0.14 : 0.02;
  return names.map((name, i) => ({
    name,
    gradientNorm: 0.6 * 10 ** (slope * (names.length - i) + 0.2 * Math.sin(step + i)),
    activationScale: 0.7 + 0.6 * Math.abs(Math.sin(i + step / 30)),
  }));
}

/** A made-up search: the loss falls, is lowest shortly before the end, and explodes. */
const scriptedRates = (rates: readonly number[]): RatePoint[] =>
  rates.slice(0, 88).map((rate, i) => ({
    rate,
    loss: 2.4 - 0.9 / (1 + Math.exp((45 - i) / 7)) + Math.exp((i - 82) / 3) + 0.06 * Math.sin(12.9 * i),
  }));

/** Gradients of different pictures that are the less alike the further back they have come, most of all in a plain network. */
function scriptedCorrelation({ shortcut }: RunConfig, blocks: readonly BlockVitals[]): BlockCorrelation[] {
  const names = correlatedBlocks(blocks.slice(0, -1).map(({ name }) => name));
  const fall = shortcut === 'none' ? 4 : 0.9;
  return names.map((block, i) => ({ block, correlation: Math.exp(fall * (i / (names.length - 1) - 1)) }));
}

/** Made-up answers: as unsure as an untrained network at first, mostly right at the end, wrong for some pictures at times. */
function scriptedPredictions(config: RunConfig, step: number, share: number): number[][] {
  const { samples, classes } = datasetOf(config);
  return samples.map(({ label }, i) => {
    const sure = 6 * share * (0.7 + 0.3 * Math.sin(step / 15 + 2 * i));
    const rival = (label + 1 + (i % 8)) % classes.length;
    const scores = classes.map((_, c) => {
      const own = c === label ? sure : c === rival ? 2.5 * Math.sin(step / 25 + i) ** 2 : 0;
      return Math.exp(own + 0.4 * Math.sin(3 * c + 5 * i + step / 40));
    });
    const sum = scores.reduce((a, b) => a + b, 0);
    return scores.map((score) => score / sum);
  });
}

/** A network that has learned half of what there is says what the sample pictures are, and nothing of others. */
function scriptedAnswer({ pictures, taps }: Question): Reply {
  const { samples } = datasetOf(defaultConfig);
  const places =
    pictures.kind === 'test'
      ? pictures.indices.map((index) => samples.findIndex((sample) => sample.index === index))
      : [-1];
  if (places.includes(-1) || taps.pooled || taps.sizes || taps.gradient || (taps.maps ?? []).length > 0)
    return { type: 'failed', problem: { kind: 'no-network' } };
  const shares = scriptedPredictions(defaultConfig, 0, 0.7);
  const epoch = { epoch: 1, trainLoss: 1, trainAccuracy: 0.7, testLoss: 0.9, testAccuracy: 0.68 };
  const shipped = {
    config: defaultConfig,
    command: 'npx resnet train',
    device: 'x',
    epochs: [epoch],
    best: 1,
    steps: 391,
  };
  const logits = Float32Array.from(places.flatMap((place) => (shares[place] ?? []).map(Math.log)));
  return {
    type: 'said',
    answer: { network: { kind: 'shipped', shipped }, logits, pooled: [], sizes: [], maps: [] },
  };
}

/** What a network that learns the own set says of its pictures, and shows of all blocks. */
function ownAnswer(
  set: OwnSet,
  { pictures, taps }: Question,
  at: { id: string; step: number; config: RunConfig },
): Reply {
  const numbers = pictures.kind === 'test' ? pictures.indices : [0];
  const logits = Float32Array.from(numbers.flatMap((number) => [...scriptedLogits(set, number, 0.7)]));
  const { stages } = structureOf(specOf(at.config));
  const blocks = ['stem', ...stages.flatMap((stage) => stage.blocks.map(({ name }) => name))];
  const values = Float32Array.from(numbers, (number) => 0.5 + Math.sin(number) / 2);
  const shape = {
    height: 8,
    width: 8,
    channels: 4,
    values: Float32Array.from({ length: 256 * numbers.length }, (_, i) => Math.abs(Math.sin(i / 7))),
  };
  const maps = (taps.maps ?? []).map(({ block, of }) =>
    of === 'input'
      ? {
          block,
          of,
          height: set.facts.imageSize,
          width: set.facts.imageSize,
          channels: 3,
          values: Float32Array.from(scriptedPictures(set, numbers), (byte) => byte / 64 - 2),
        }
      : { block, of, ...shape },
  );
  const gradient = taps.gradient ? { block: taps.gradient.block, output: shape, gradient: shape } : undefined;
  return {
    type: 'said',
    answer: {
      network: { kind: 'run', runId: at.id, step: at.step, epoch: 1 },
      logits,
      pooled: taps.pooled ? blocks.map((block) => ({ block, channels: 1, values })) : [],
      sizes: [],
      maps,
      ...(gradient && { gradient }),
    },
  };
}

/**
 * Answers every command as a trainer would, one scripted step every 50 ms.
 * @param own A set of somebody's own pictures, of which it has pictures, labels and frames.
 */
export function scriptedClient(own?: OwnSet): TrainerClient {
  const listeners: ((message: WorkerMessage) => void)[] = [];
  const listener = (message: WorkerMessage) => {
    for (const each of listeners) each(message);
  };
  let timer: ReturnType<typeof setInterval> | undefined;
  let run:
    | { id: string; config: RunConfig; step: number; total: number; perEpoch: number; plan?: DepthPlan }
    | undefined;
  /** The run under way, or the last one. */
  let last: typeof run;
  const emit = (body: Body) => {
    if (run) listener({ type: 'run', event: { ...body, runId: run.id } as RunEvent });
  };
  const end = (outcome: 'finished' | 'stopped') => {
    clearInterval(timer);
    if (run) emit({ type: 'end', outcome, step: run.step });
    run = undefined;
  };
  const tellPredictions = () => {
    if (!run) return;
    const { config, step, total } = run;
    emit({ type: 'predictions', step, probabilities: scriptedPredictions(config, step, step / total) });
  };
  const step = () => {
    if (!run) return;
    const { config, total, perEpoch } = run;
    run.step++;
    const share = run.step / total;
    const wave = 0.08 * Math.sin(run.step * 1.7);
    const most = config.shortcut === 'none' ? 0.45 : 0.75;
    const trainAccuracy = 0.1 + most * (1 - Math.exp(-4 * share)) + wave / 3;
    const trainLoss = 2.3 * Math.exp(-2 * share) + wave;
    const learningRate = learningRateAt(config, run.step, total);
    const shared = { step: run.step, trainLoss, trainAccuracy, learningRate, imagesPerSecond: 1240 };
    emit({ type: 'step', epoch: run.step / perEpoch, ...shared, gpuBytes: 3e8 });
    if (run.step % 20 === 1) {
      tellPredictions();
      emit({
        type: 'vitals',
        step: run.step,
        epoch: run.step / perEpoch,
        blocks: scriptedVitals(config, run.step),
      });
    }
    if (run.step % perEpoch === 0) {
      const epoch = run.step / perEpoch;
      const { epochs } = config;
      const test = { testLoss: trainLoss + 0.1, testAccuracy: trainAccuracy - 0.03 };
      emit({ type: 'epoch', epoch, epochs, seconds: 45.2, ...shared, ...test });
      if (own) emit({ type: 'frame', frame: scriptedFrame(own, config, epoch, run.step) });
      tellPredictions();
    }
    if (run.step >= total) end('finished');
  };
  const play = () => {
    clearInterval(timer);
    timer = setInterval(step, 50);
    emit({ type: 'phase', phase: 'training' });
  };
  const answer = (command: WorkerCommand) => {
    switch (command.type) {
      case 'open':
        return;
      case 'detect':
        return listener({ type: 'device', device });
      case 'start': {
        const { runId: id, config } = command;
        const perEpoch = 20;
        run = { id, config, step: 0, perEpoch, total: perEpoch * config.epochs };
        last = run;
        emit({ type: 'start', config, device, stepsPerEpoch: perEpoch, totalSteps: run.total, step: 0 });
        emit({ type: 'progress', task: 'shards', done: 60, total: 60 });
        tellPredictions();
        return play();
      }
      case 'pause':
        clearInterval(timer);
        return emit({ type: 'phase', phase: 'paused' });
      case 'resume':
        return play();
      case 'single-step':
        return step();
      case 'stop':
        return end('stopped');
      case 'change':
        return emit({ type: 'change', step: run?.step ?? 0, settings: command.settings });
      case 'change-depth': {
        const { config } = run ?? {};
        if (!config || !run) return;
        const before = config.blocks;
        const plan = withEdit(run.plan ?? samePlan(before), command.edit);
        const problem = editProblem(specOf(config), command.edit) ?? planProblem(specOf(config), plan);
        if (problem) return emit({ type: 'refusal', step: run.step, problem });
        run.plan = plan;
        const blocks = plannedBlocks(plan);
        emit({ type: 'progress', task: 'depth', done: 3, total: 12 });
        setTimeout(() => {
          if (run?.plan !== plan) return;
          run.plan = undefined;
          run.config = { ...run.config, blocks };
          const { step } = run;
          const changed = [{ step, before, after: blocks }];
          emit({ type: 'change', step, epoch: step / run.perEpoch, settings: { blocks }, changed });
        }, 1500);
        return;
      }
      case 'undo-depth':
        return emit({ type: 'refusal', step: run?.step ?? 0, problem: text('A script never goes back.') });
      case 'bench': {
        const problem = text('This trainer follows a script, so there is nothing to measure.');
        const event = { type: 'end', outcome: 'failed', problem } as const;
        return listener({ type: 'bench', id: command.id, event });
      }
      case 'look': {
        const blocks = scriptedVitals(command.config, 1);
        const correlation = command.correlation ? scriptedCorrelation(command.config, blocks) : undefined;
        const answer: Reply = { type: 'vitals', blocks, ...(correlation && { correlation }) };
        return listener({ type: 'answer', id: command.id, answer });
      }
      case 'find-rate': {
        const points = scriptedRates(searchRates(command.config));
        return listener({ type: 'answer', id: command.id, answer: { type: 'rates', points } });
      }
      case 'landscape':
        for (const reply of scriptedLandscape(command, run?.config))
          listener({ type: 'answer', id: command.id, answer: reply });
        return;
      case 'export':
      case 'inspect':
      case 'evaluate': {
        const problem = text('This trainer follows a script, so it has no weights.');
        return listener({ type: 'answer', id: command.id, answer: { type: 'failed', problem } });
      }
      case 'pictures':
      case 'labels': {
        if (own && command.dataset === own.facts.name) {
          const answer: Reply =
            command.type === 'labels'
              ? { type: 'labels', labels: own.labels }
              : { type: 'pictures', images: scriptedPictures(own, command.numbers) };
          return listener({ type: 'answer', id: command.id, answer });
        }
        const problem = text('This trainer follows a script, so it has no pictures.');
        return listener({ type: 'answer', id: command.id, answer: { type: 'failed', problem } });
      }
      case 'shipped':
        return listener({ type: 'answer', id: command.id, answer: { type: 'shipped' } });
      case 'ask':
        return listener({
          type: 'answer',
          id: command.id,
          answer: own && last ? ownAnswer(own, command.question, last) : scriptedAnswer(command.question),
        });
      case 'withdraw':
      case 'ping':
      case 'store-held':
      case 'stop-bench':
      case 'stop-evaluation':
        return;
      default:
        return command satisfies never;
    }
  };
  return {
    send: (command) => void setTimeout(() => answer(command), 5),
    onMessage: (next) => void listeners.push(next),
    onFailure: () => {},
  };
}
