/** A run whose depth changes: in step with its schedule, by hand, back again; and one that cannot have what it was asked for. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Dataset } from '../../src/data/pictures.ts';
import type { Checkpoint } from '../../src/formats/checkpoint.ts';
import { checkpointFile, readCheckpointFile } from '../../src/formats/checkpointFile.ts';
import type { EngineState } from '../../src/nn/engine.ts';
import { ProblemError } from '../../src/problems/index.ts';
import { currentEngine } from '../../src/trainer/currentEngine.ts';
import { openDevice } from '../../src/trainer/device.ts';
import { createEngine } from '../../src/trainer/engines.ts';
import type { TrainerOptions } from '../../src/trainer/trainer.ts';
import type { RunConfig } from '../../src/training/settings.ts';
import { realPictures, type TestRun, testRun, tiny, until } from './kit.ts';

let data: Dataset;
beforeAll(async () => {
  await openDevice();
  data = await realPictures(config);
});

/** Two steps an epoch. */
const config: RunConfig = { ...tiny, blocks: [1, 1], epochs: 3, batchSize: 2, trainImages: 3, testImages: 2 };
const perEpoch = 2;
const cpu = { backend: 'cpu' } as const;

interface DeepRun extends TestRun {
  readonly saved: Checkpoint[];
  /** Blocks of every engine that was made beside the first. */
  readonly made: (readonly number[])[];
}

function deepRun(of: RunConfig, more: Partial<TrainerOptions> = {}): DeepRun {
  const { from } = more;
  const { engine, replaceBy } = currentEngine(
    createEngine({ ...of, ...from?.config, epochs: of.epochs }, data, cpu),
  );
  if (from) engine.importState((from as Checkpoint).state);
  const saved: Checkpoint[] = [];
  const made: (readonly number[])[] = [];
  const exchange = {
    make: async (next: RunConfig) => {
      made.push(next.blocks);
      return createEngine(next, data, cpu);
    },
    replaceBy,
  };
  const save = async (checkpoint: Checkpoint) =>
    void saved.push(readCheckpointFile(checkpointFile(checkpoint)));
  const run = testRun(data, from ? { ...of, blocks: from.config.blocks } : of, {
    exchange,
    save,
    ...more,
    engine,
  });
  return { ...run, saved, made };
}

const bitsOf = ({ weights, slots, steps }: EngineState) => ({
  steps,
  tensors: [...weights, ...slots]
    .map(({ name, data: { buffer, byteOffset, byteLength } }) => [
      name,
      Buffer.from(buffer, byteOffset, byteLength).toString('base64'),
    ])
    .sort(([a = ''], [b = '']) => (a < b ? -1 : 1)),
});
const numbersOf = ({ epochs, state }: Checkpoint) => ({
  epochs: epochs.map(({ seconds: _, imagesPerSecond: __, ...rest }) => rest),
  ...bitsOf(state),
});
const last = ({ saved }: DeepRun): Checkpoint => saved.at(-1)!;

/** Does something once so many steps are enqueued. */
function atStep(run: DeepRun, step: number, act: () => void): void {
  const push = run.steps.push.bind(run.steps);
  run.steps.push = (...items) => {
    const length = push(...items);
    if (length === step) act();
    return length;
  };
}

describe('a run with a schedule of depths', () => {
  const scheduled: RunConfig = {
    ...config,
    depthAt: [
      { after: 1, blocks: [2, 3] },
      { after: 2, blocks: [1, 2] },
    ],
  };

  it('changes before the first step of the epoch, and tells so', async () => {
    const run = deepRun(scheduled);
    expect(await run.outcome()).toBe('finished');
    expect(run.of('change')).toEqual([
      { type: 'change', runId: 'test', step: perEpoch, epoch: 1, settings: { blocks: [2, 3] } },
      { type: 'change', runId: 'test', step: 2 * perEpoch, epoch: 2, settings: { blocks: [1, 2] } },
    ]);
    expect(run.made).toEqual([
      [2, 3],
      [1, 2],
    ]);
    expect(last(run).config.blocks).toEqual([1, 2]);
    expect(last(run).state.weights.map(({ name }) => name)).not.toContain('layer2.2.features.0.weight');
  });

  it('ends with the same bits each time, also where it was interrupted before, at and after a change', async () => {
    const whole = deepRun(scheduled);
    await whole.outcome();
    const again = deepRun(scheduled);
    atStep(again, perEpoch + 1, () => again.trainer.stop());
    expect(await again.outcome()).toBe('stopped');
    // After each epoch, after each change, and in the middle of an epoch.
    for (const from of [...whole.saved.slice(0, -1), last(again)]) {
      const rest = deepRun(scheduled, { from });
      expect(await rest.outcome()).toBe('finished');
      expect(numbersOf(last(rest)), `from step ${from.position.step}`).toEqual(numbersOf(last(whole)));
    }
  });
});

describe('a run whose depth a person changes', () => {
  it('grows between two steps without a change of what it says, and trains all of it on', async () => {
    const run = deepRun(config, { frames: true });
    atStep(run, 3, () => run.trainer.changeDepth({ kind: 'add', stage: 1 }));
    expect(await run.outcome()).toBe('finished');
    const [change] = run.of('change');
    expect(change?.settings).toEqual({ blocks: [1, 2] });
    expect(last(run).config.blocks).toEqual([1, 2]);
    const scale = last(run).state.weights.find(({ name }) => name === 'layer2.1.features.4.weight');
    expect([...(scale?.data ?? [])].every((x) => x !== 0)).toBe(true);
    // What is saved right after the change is the network that there was, and a block that does nothing.
    const after = run.saved.find(
      ({ config: { blocks }, position }) => blocks[1] === 2 && position.step === change?.step,
    );
    expect(after).toBeDefined();
    expect(run.of('vitals').some(({ blocks }) => blocks.some(({ name }) => name === 'layer2.1'))).toBe(true);
  });

  it('adds what is asked for meanwhile, and does without what is taken back', async () => {
    const run = deepRun(config);
    run.trainer.pause();
    const over = run.outcome();
    await until(() => run.of('phase').some(({ phase }) => phase === 'paused'));
    const { trainer } = run;
    for (const edit of [
      { kind: 'add', stage: 0 },
      { kind: 'add', stage: 1 },
      { kind: 'remove', stage: 0, at: 1 },
    ] as const)
      trainer.changeDepth(edit);
    await until(() => run.of('change').length > 0);
    expect(run.of('change').map(({ settings }) => settings)).toEqual([{ blocks: [1, 2] }]);
    trainer.changeDepth({ kind: 'add', stage: 0 });
    trainer.undoDepth();
    trainer.resume();
    expect(await over).toBe('finished');
    expect(run.of('change')).toHaveLength(1);
    expect(run.of('progress').at(-1)).toBeDefined();
    expect(run.of('progress').filter(({ task, total }) => task === 'depth' && total === 0)).toHaveLength(1);
  });

  it('goes back to before the change to the bit, epochs included', async () => {
    const plain = deepRun(config);
    await plain.outcome();
    const run = deepRun(config);
    atStep(run, 2, () => run.trainer.changeDepth({ kind: 'set', blocks: [3, 2] }));
    let undone = false;
    run.onEvent((event) => {
      if (event.type !== 'epoch' || event.epoch !== 2 || undone) return;
      undone = true;
      expect(run.of('change')).toHaveLength(1);
      run.trainer.undoDepth();
    });
    expect(await run.outcome()).toBe('finished');
    const [, back] = run.of('start');
    expect(back?.config.blocks).toEqual([1, 1]);
    expect(back?.step).toBe(run.of('change')[0]?.step);
    expect(numbersOf(last(run))).toEqual(numbersOf(last(plain)));
  });

  it('is refused what cannot be, in a sentence, and goes on as it was', async () => {
    const plain = deepRun({ ...config, shortcut: 'none' });
    atStep(plain, 2, () => plain.trainer.changeDepth({ kind: 'add', stage: 0 }));
    expect(await plain.outcome()).toBe('finished');
    expect(plain.of('refusal').map(({ problem }) => problem.kind)).toEqual(['plain-cannot-grow']);
    expect(plain.of('change')).toEqual([]);
  });

  it('goes on as it was where there is no memory for the other network', async () => {
    const without = deepRun(config);
    await without.outcome();
    const make = async () => {
      throw new ProblemError({ kind: 'gpu-memory' });
    };
    const run = deepRun(config, { exchange: { make, replaceBy: () => {} } });
    atStep(run, 2, () => run.trainer.changeDepth({ kind: 'set', blocks: [9, 9] }));
    expect(await run.outcome()).toBe('finished');
    expect(run.of('refusal').map(({ problem }) => problem)).toEqual([
      { kind: 'depth-no-memory', blocks: [9, 9] },
    ]);
    expect(numbersOf(last(run))).toEqual(numbersOf(last(without)));
  });
});
