import { describe, expect, it } from 'vitest';
import { foldEvent, isActive, newRun, type Run } from '../../../src/app/state/run.ts';
import { secondsLeft } from '../../../src/app/state/timing.ts';
import type { RunEvent } from '../../../src/training/events.ts';
import { frameAt } from '../../training/someFrame.ts';
import { config, device, epoch, runId, start, step, vitals } from '../events.ts';

const fold = (events: readonly RunEvent[], from: Run = newRun(runId, config)): Run =>
  events.reduce(foldEvent, from);

describe('foldEvent', () => {
  it('follows a run from start to end', () => {
    const run = fold([
      { type: 'phase', runId, phase: 'preparing' },
      { type: 'progress', runId, task: 'shards', done: 2, total: 3 },
      start(),
      { type: 'phase', runId, phase: 'training' },
      step(5, { gpuBytes: 7 }),
      step(10),
      epoch(1),
      { type: 'end', runId, outcome: 'stopped', step: 10 },
    ]);
    expect(run).toMatchObject({ step: 10, epoch: 1, totalSteps: 20, device, gpuBytes: 7, learningRate: 0.1 });
    expect(run.progress.shards).toEqual({ done: 2, total: 3 });
    expect(run.series.points.map((p) => [p.step, p.steps])).toEqual([
      [5, 5],
      [10, 5],
    ]);
    expect(run.log.map((entry) => entry.type)).toEqual(['epoch', 'end']);
    expect(isActive(run)).toBe(false);
  });

  it('leaves a run alone when the event is another run’s or comes after the end', () => {
    const run = fold([start(), step(1)]);
    expect(foldEvent(run, { ...step(2), runId: 'other' })).toBe(run);
    const over = foldEvent(run, {
      type: 'end',
      runId,
      outcome: 'failed',
      step: 1,
      problem: { kind: 'run-over' },
    });
    expect(foldEvent(over, step(2))).toBe(over);
  });

  it('does not change the run it is given', () => {
    const run = Object.freeze(fold([start(), step(1)]));
    const points = [...run.series.points];
    fold([step(2), epoch(1)], run);
    expect(run.series.points).toEqual(points);
    expect(run.epochs).toEqual([]);
  });

  it('has the newest frame, unless it goes on from before it', () => {
    const run = fold([start(), { type: 'frame', runId, frame: frameAt(2) }]);
    expect(run.frame).toEqual(frameAt(2));
    const at = (n: number) => fold([start({ step: n })], { ...run, step: 25 }).frame?.epoch;
    expect([at(20), at(19)]).toEqual([2, undefined]);
  });

  it('keeps live changes in the config and in the log', () => {
    const run = fold([start(), { type: 'change', runId, step: 3, settings: { learningRate: 0.01 } }]);
    expect(run.config).toEqual({ ...config, learningRate: 0.01 });
    expect(run.log).toHaveLength(1);
  });

  it('forgets a command once it is answered, and only then', () => {
    const asked = (asked: Run['asked']): Run => ({ ...fold([start()]), asked });
    const phase = (name: 'paused' | 'evaluating'): RunEvent => ({ type: 'phase', runId, phase: name });
    expect(foldEvent(asked('pause'), phase('evaluating')).asked).toBe('pause');
    expect(foldEvent(asked('pause'), phase('paused')).asked).toBeUndefined();
    expect(foldEvent(asked('step'), step(1)).asked).toBeUndefined();
    expect(foldEvent(asked('pause'), step(1)).asked).toBe('pause');
    expect(foldEvent(asked('stop'), phase('paused')).asked).toBe('stop');
  });

  it('keeps the latest look at the blocks, and the norms of the stages from all of them', () => {
    const run = fold([start(), vitals(1, 2, 3, 4, 1), step(5), vitals(8, 1, 0, 2, 3)]);
    expect(run.vitals).toEqual(vitals(8, 1, 0, 2, 3));
    expect(run.step).toBe(5);
    expect(run.gradients.points).toEqual([
      { step: 1, epoch: 0.1, looks: 1, norms: { stem: 2, layer1: 5, classifier: 1 } },
      { step: 8, epoch: 0.8, looks: 1, norms: { stem: 1, layer1: 2, classifier: 3 } },
    ]);
    expect(run.log).toEqual([]);
  });

  it('goes back to the checkpoint that a run goes on from by itself, and forgets what will come again', () => {
    const change: RunEvent = { type: 'change', runId, step: 14, settings: { learningRate: 0.01 } };
    const recovery = {
      type: 'recovery',
      runId,
      at: 17,
      step: 12,
      problem: { kind: 'worker-silent' },
    } as const;
    const broken = fold([start(), step(6), step(10), epoch(1), step(12), step(14), change, step(17)]);
    const run = fold([{ type: 'phase', runId, phase: 'recovering' }, start({ step: 12 }), recovery], broken);
    expect(run).toMatchObject({ step: 12, phase: 'recovering' });
    expect(run.series.points.map((point) => point.step)).toEqual([6, 10, 12]);
    // What was set by hand holds from the checkpoint on.
    expect(run.log).toEqual([epoch(1), { ...change, step: 12 }, recovery]);
    expect(run.seconds).toBeCloseTo(3.4);
    // An epoch that ended right before its checkpoint comes once more, and counts once.
    const again = fold([start({ step: 10 }), epoch(1)], fold([start(), step(10), epoch(1), step(12)]));
    expect(again.epochs).toEqual([epoch(1)]);
    expect(again.log).toEqual([epoch(1)]);
  });

  it('has the depth that its network has by now, and what it can go back to', () => {
    const blocks = [...config.blocks, 1];
    const changed = [{ step: 12, before: config.blocks, after: blocks }];
    const grown = { type: 'change', runId, step: 12, epoch: 1.2, settings: { blocks }, changed } as const;
    const making = { type: 'progress', runId, task: 'depth', done: 1, total: 3 } as const;
    const asked = fold([start(), step(12), making]);
    expect(asked.progress.depth).toEqual({ done: 1, total: 3 });
    expect(fold([{ ...making, done: 0, total: 0 }], asked).progress.depth).toBeUndefined();
    const run = fold([grown, step(14)], asked);
    expect(run.config.blocks).toEqual(blocks);
    expect(run.progress.depth).toBeUndefined();
    expect(run.depths).toEqual(changed);
    // Back again: the curve ends there, and of the change nothing is left.
    const back = fold([start({ step: 12 })], run);
    expect(back).toMatchObject({ step: 12, log: [] });
    expect(back.config.blocks).toEqual(config.blocks);
    expect(back.depths).toEqual([]);
    expect(back.series.points.at(-1)?.step).toBe(12);
    // A run that goes on from there with its new depth keeps it.
    const kept = fold([start({ step: 12, config: { ...config, blocks }, changed })], run);
    expect(kept.log).toEqual([grown]);
    expect(kept.depths).toEqual(changed);
  });

  it('tells why a depth cannot be had', () => {
    const problem = { kind: 'plain-cannot-grow' } as const;
    const refused = fold([
      start(),
      { type: 'progress', runId, task: 'depth', done: 0, total: 1 },
      { type: 'refusal', runId, step: 3, problem },
    ]);
    expect(refused.refused).toEqual(problem);
    expect(refused.progress.depth).toBeUndefined();
  });

  it('has every epoch that its checkpoint knows of, also one that its page went too soon to write down', () => {
    const { runId: _, ...first } = epoch(1);
    const { runId: __, ...second } = epoch(2, { testAccuracy: 0.45 });
    const goesOn = start({ step: 20, totalSteps: 30, earlier: [first, second] });
    const page = { ...fold([start(), epoch(1), step(12)]), step: 20 };
    const run = fold([goesOn], page);
    expect(run.epochs.map(({ epoch, testAccuracy }) => [epoch, testAccuracy])).toEqual([
      [1, 0.4],
      [2, 0.45],
    ]);
    expect(run.epochs[1]?.runId).toBe(runId);
    expect(run.log.filter(({ type }) => type === 'epoch')).toHaveLength(2);
    // What is known already stays as it is.
    expect(fold([goesOn], run).epochs).toBe(run.epochs);
  });

  it('goes on from the step of a resumed run', () => {
    const run = fold([start({ step: 15 }), step(16)]);
    expect(run.series.points[0]).toMatchObject({ step: 16, steps: 1 });
  });
});

describe('secondsLeft', () => {
  it('is unknown before the first step and after the end', () => {
    expect(secondsLeft(fold([start()]))).toBeUndefined();
    expect(secondsLeft(fold([start(), step(1), { type: 'end', runId, outcome: 'stopped', step: 1 }]))).toBe(
      undefined,
    );
  });

  it('counts the pictures to train on and, before it was measured, a third of a step for each test picture', () => {
    // 150 pictures at 50 a second, and twice 30 test pictures at 150 a second.
    expect(secondsLeft(fold([start(), step(5)]))).toBeCloseTo(3 + 2 * 0.2, 9);
  });

  it('counts the evaluation as long as the last one took', () => {
    // The epoch took 3 s, of which 100 pictures at 50 a second took 2.
    expect(secondsLeft(fold([start(), step(10), epoch(1)]))).toBeCloseTo(2 + 1, 9);
  });
});
