/** The store of landscapes: what it asks the worker for, what it keeps, and when that is of other weights. */
import { describe, expect, it } from 'vitest';
import { createLandscapes, landscapeKey } from '../../../src/app/state/landscapes.ts';
import { usualPlan } from '../../../src/training/landscape.ts';
import { shippedRunId } from '../../../src/training/questions.ts';
import type { Reply } from '../../../src/worker/protocol.ts';
import { recordedClient } from '../recordedClient.ts';

const plan = { ...usualPlan, size: 9 } as const;

function setUp() {
  const { client, sent, message } = recordedClient();
  const deleted: ((runId: string) => void)[] = [];
  const runs = {
    onDelete: (listener: (runId: string) => void) => void deleted.push(listener),
    onElsewhere: () => {},
  };
  const landscapes = createLandscapes({ client, runs });
  const asked = () => sent.filter((command) => command.type === 'landscape');
  const answer = (given: Reply) => message({ type: 'answer', id: asked().at(-1)?.id ?? '', answer: given });
  const known = (runId: string) =>
    landscapes.store.getState().known.get(landscapeKey(runId, plan))?.losses.length;
  const ground = (runId: string, step: number): Reply => ({
    type: 'progress',
    done: 0,
    total: 81,
    ground: {
      x: [-1, 1],
      y: [-1, 1],
      centre: { loss: 1, accuracy: 0.5 },
      cosine: 0,
      network: { kind: 'run', runId, step, epoch: 1 },
    },
  });
  const points = (from: number, count: number): Reply => ({
    type: 'progress',
    done: from + count,
    total: 81,
    points: { from, losses: new Float32Array(count).fill(2), accuracies: new Float32Array(count) },
  });
  return {
    ...landscapes.actions,
    state: landscapes.store.getState,
    sent,
    asked,
    answer,
    known,
    ground,
    points,
    message,
    remove: (runId: string) => {
      for (const listener of deleted) listener(runId);
    },
  };
}

describe('landscapes', () => {
  it('are measured of one network after the other', () => {
    const { measure, asked, answer, ground, points, known, state } = setUp();
    measure(['a', shippedRunId], { ...plan, seconds: 60 });
    measure(['b'], plan);
    expect(asked()).toMatchObject([
      { of: { kind: 'run', runId: 'a' }, known: 0, plan: { size: 9, seconds: 60 } },
    ]);
    answer(ground('a', 3));
    answer(points(0, 25));
    expect([known('a'), state().doing]).toEqual([25, { runId: 'a', done: 25, total: 81 }]);
    answer(points(25, 56));
    answer({ type: 'landscape' });
    expect(asked()).toHaveLength(2);
    expect(asked()[1]).toMatchObject({ of: { kind: 'shipped' }, known: 0 });
    answer({ type: 'landscape' });
    expect(state().doing).toBeUndefined();
    // What is known is not measured again.
    measure(['a'], plan);
    expect(asked()).toHaveLength(2);
    expect(state().doing).toBeUndefined();
  });

  it('go on from what is known after a stop', () => {
    const { measure, stop, sent, asked, answer, ground, points, known, state } = setUp();
    measure(['a'], plan);
    answer(ground('a', 3));
    answer(points(0, 30));
    stop();
    expect(sent.at(-1)).toEqual({ type: 'stop-evaluation', id: asked()[0]?.id });
    expect([known('a'), state().doing]).toEqual([30, undefined]);
    measure(['a'], plan);
    expect(asked()[1]).toMatchObject({ known: 30 });
    answer(ground('a', 3));
    answer(points(30, 10));
    expect(known('a')).toBe(40);
  });

  it('begin anew where the weights are others by now', () => {
    const { measure, stop, asked, answer, ground, points, known } = setUp();
    measure(['a'], plan);
    answer(ground('a', 3));
    answer(points(0, 30));
    stop();
    measure(['a'], plan);
    answer(ground('a', 9));
    expect(known('a')).toBeUndefined();
    expect(asked()).toHaveLength(3);
    expect(asked()[2]).toMatchObject({ known: 0 });
    answer(ground('a', 9));
    answer(points(0, 25));
    expect(known('a')).toBe(25);
  });

  it('are forgotten when their run goes on or is deleted', () => {
    for (const end of ['start', 'deletion'] as const) {
      const { measure, answer, ground, points, known, message, remove } = setUp();
      measure(['a'], plan);
      answer(ground('a', 3));
      answer(points(0, 81));
      answer({ type: 'landscape' });
      expect(known('a')).toBe(81);
      if (end === 'deletion') remove('a');
      else
        message({
          type: 'run',
          event: { type: 'start', runId: 'a' } as Extract<
            Parameters<typeof message>[0],
            { type: 'run' }
          >['event'],
        });
      expect(known('a')).toBeUndefined();
    }
  });

  it('go on with the next network where one has no path, which is remembered of that plane alone', () => {
    const { measure, asked, answer, ground, points, known, state, message } = setUp();
    const inPlane = { ...plan, plane: 'path' } as const;
    measure(['a', 'b'], inPlane);
    answer({ type: 'failed', problem: { kind: 'no-path' } });
    expect(asked()[1]).toMatchObject({ of: { kind: 'run', runId: 'b' } });
    answer(ground('b', 3));
    answer(points(0, 81));
    answer({ type: 'landscape' });
    expect(known('b')).toBeUndefined();
    expect(state().known.get(landscapeKey('b', inPlane))?.losses.length).toBe(81);
    expect(state().problem).toBeUndefined();
    expect([...state().without]).toEqual([[landscapeKey('a', inPlane), { kind: 'no-path' }]]);
    message({
      type: 'run',
      event: { type: 'start', runId: 'a' } as Extract<
        Parameters<typeof message>[0],
        { type: 'run' }
      >['event'],
    });
    expect(state().without.size).toBe(0);
  });

  it('keep their points and say why where the measuring fails', () => {
    const { measure, answer, ground, points, known, state, dismissProblem } = setUp();
    measure(['a', 'b'], plan);
    answer(ground('a', 3));
    answer(points(0, 25));
    answer({ type: 'failed', problem: { kind: 'weights-gone' } });
    expect([known('a'), state().doing, state().problem]).toEqual([25, undefined, { kind: 'weights-gone' }]);
    dismissProblem();
    expect(state().problem).toBeUndefined();
  });
});
