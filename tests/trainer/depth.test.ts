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

  it('takes back several changes, one after the other, also one that is asked for in the last evaluation or after an interruption', async () => {
    const plain = deepRun(config);
    await plain.outcome();
    let levels: readonly Uint8Array[] = [];
    const keepLevels = async (files: readonly Uint8Array[]) => {
      levels = files;
    };
    const first = deepRun(config, { keepLevels });
    const grow = (stage: number) => first.trainer.changeDepth({ kind: 'add', stage });
    atStep(first, 1, () => grow(0));
    first.onEvent((event) => {
      if (event.type !== 'change') return;
      if (first.of('change').length === 1) grow(1);
      else first.trainer.stop();
    });
    expect(await first.outcome()).toBe('stopped');
    const [one, two] = first.of('change');
    expect(two?.changed).toEqual([
      { step: one?.step, before: [1, 1], after: [2, 1] },
      { step: two?.step, before: [2, 1], after: [2, 2] },
    ]);
    expect(levels).toHaveLength(2);
    // A page is loaded anew, and the run goes on. A damaged state is no state.
    const rest = deepRun(config, { from: last(first), levels: [new Uint8Array(9), ...levels], keepLevels });
    rest.onEvent((event) => {
      const inLast = rest.of('step').at(-1)?.step === config.epochs * perEpoch;
      if (event.type === 'progress' && event.task === 'evaluate' && event.done === 0 && inLast)
        if (rest.of('start').length < 3) rest.trainer.undoDepth();
    });
    expect(await rest.outcome()).toBe('finished');
    expect(
      rest.of('start').map(({ step, changed, config: { blocks } }) => [step, blocks, changed?.length]),
    ).toEqual([
      [two?.step, [2, 2], 2],
      [two?.step, [2, 1], 1],
      [one?.step, [1, 1], undefined],
    ]);
    expect(numbersOf(last(rest))).toEqual(numbersOf(last(plain)));
    expect(levels).toEqual([]);
  });

  it('may be paused in an evaluation: it goes back at once, and changes once it goes on', async () => {
    const run = deepRun(config);
    atStep(run, 1, () => run.trainer.changeDepth({ kind: 'add', stage: 0 }));
    let pausing = true;
    run.onEvent((event) => {
      if (pausing && event.type === 'progress' && event.task === 'evaluate') run.trainer.pause();
    });
    const over = run.outcome();
    await until(() => run.of('phase').some(({ phase }) => phase === 'paused'));
    pausing = false;
    expect(run.of('epoch')).toEqual([]);
    run.trainer.undoDepth();
    await until(() => run.of('start').length === 2);
    expect(run.of('start')[1]?.config.blocks).toEqual([1, 1]);
    run.trainer.resume();
    expect(await over).toBe('finished');
    expect(run.of('epoch')).toHaveLength(config.epochs);
  });

  it('has what was asked for before its last step, and says that it is too late after it', async () => {
    const { engine, replaceBy } = currentEngine(createEngine(config, data, cpu));
    let finish = () => {};
    const finished = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const make = async (next: RunConfig) => {
      await finished;
      return createEngine(next, data, cpu);
    };
    const run = testRun(data, config, { engine, exchange: { make, replaceBy } });
    const lastStep = config.epochs * perEpoch;
    run.onEvent((event) => {
      if (event.type === 'phase' && event.phase === 'preparing' && run.steps.length > 0) finish();
      if (
        event.type === 'progress' &&
        event.task === 'evaluate' &&
        event.done === 0 &&
        run.steps.length === lastStep
      )
        run.trainer.changeDepth({ kind: 'add', stage: 1 });
    });
    const push = run.steps.push.bind(run.steps);
    run.steps.push = (...items) => {
      const length = push(...items);
      if (length === lastStep - 1) run.trainer.changeDepth({ kind: 'add', stage: 0 });
      if (length === lastStep) run.trainer.changeDepth({ kind: 'add', stage: 1 });
      return length;
    };
    expect(await run.outcome()).toBe('finished');
    expect(run.of('change').map(({ step, settings }) => [step, settings])).toEqual([
      [lastStep - 1, { blocks: [2, 1] }],
    ]);
    expect(run.of('refusal').map(({ problem }) => problem.kind)).toEqual([
      'depth-too-late',
      'depth-too-late',
    ]);
  });

  it('has what a person asked for before what its schedule has', async () => {
    const run = deepRun({ ...config, depthAt: [{ after: 1, blocks: [2, 3] }] });
    atStep(run, perEpoch, () => run.trainer.changeDepth({ kind: 'add', stage: 0 }));
    expect(await run.outcome()).toBe('finished');
    expect(run.of('change').map(({ settings }) => settings.blocks)).toEqual([
      [2, 1],
      [2, 3],
    ]);
  });

  it('keeps what a person made of what its schedule had just brought, also where it is interrupted right there', async () => {
    const depthAt = [{ after: 1, blocks: [2, 3] }];
    let levels: readonly Uint8Array[] = [];
    const keepLevels = async (files: readonly Uint8Array[]) => {
      levels = files;
    };
    const first = deepRun({ ...config, depthAt }, { keepLevels });
    first.onEvent((event) => {
      if (event.type !== 'change') return;
      if (first.of('change').length > 1) return first.trainer.stop();
      first.trainer.pause();
      first.trainer.changeDepth({ kind: 'add', stage: 0 });
    });
    expect(await first.outcome()).toBe('stopped');
    const changes = ({ of }: DeepRun) => of('change').map(({ step, settings }) => [step, settings.blocks]);
    expect(changes(first)).toEqual([
      [perEpoch, [2, 3]],
      [perEpoch, [3, 3]],
    ]);
    const rest = deepRun({ ...config, depthAt }, { from: last(first), levels, keepLevels });
    expect(await rest.outcome()).toBe('finished');
    expect(changes(rest)).toEqual([]);
    expect(last(rest).config.blocks).toEqual([3, 3]);
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
    const lack = async () => {
      throw new ProblemError({ kind: 'gpu-memory' });
    };
    // For its weights, or only for what comes after its first epoch.
    const late = async (next: RunConfig) =>
      Object.assign(createEngine(next, data, cpu), { warmUpEvaluation: lack });
    for (const make of [lack, late]) {
      const run = deepRun(config, { exchange: { make, replaceBy: () => {} } });
      atStep(run, 2, () => run.trainer.changeDepth({ kind: 'set', blocks: [3, 3] }));
      expect(await run.outcome()).toBe('finished');
      expect(run.of('refusal').map(({ problem }) => problem)).toEqual([
        { kind: 'depth-no-memory', blocks: [3, 3] },
      ]);
      expect(numbersOf(last(run))).toEqual(numbersOf(last(without)));
    }
  });
});
