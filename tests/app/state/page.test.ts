import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Address, createPage, updateInterval } from '../../../src/app/state/page.ts';
import { isActive, newRun } from '../../../src/app/state/run.ts';
import type { Problem } from '../../../src/problems/index.ts';
import { withRecipe } from '../../../src/training/config.ts';
import type { RunEvent } from '../../../src/training/events.ts';
import { defaultConfig } from '../../../src/training/settings.ts';
import type { TrainerClient } from '../../../src/worker/client.ts';
import { readCommand } from '../../../src/worker/commands.ts';
import type { WorkerCommand, WorkerMessage } from '../../../src/worker/protocol.ts';
import { device, start, step } from '../events.ts';

function setUp(search = '') {
  const sent: WorkerCommand[] = [];
  let onMessage: (message: WorkerMessage) => void = () => {};
  let onFailure: (problem: Problem) => void = () => {};
  const client: TrainerClient = {
    send: (command) => void sent.push(command),
    onMessage: (listener) => {
      onMessage = listener;
    },
    onFailure: (listener) => {
      onFailure = listener;
    },
  };
  let query = search;
  const address: Address = {
    read: () => query,
    write: (next) => {
      query = next;
    },
  };
  const page = createPage(client, address);
  const state = () => page.store.getState();
  /** An event of the current run. */
  const emit = (event: RunEvent) =>
    onMessage({ type: 'run', event: { ...event, runId: state().run?.id ?? '' } as RunEvent });
  return { ...page, sent, state, emit, query: () => query, message: onMessage, fail: onFailure };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('the page’s store', () => {
  it('asks for the device and shows the answer', () => {
    const { sent, state, message } = setUp();
    expect(sent).toEqual([{ type: 'detect' }]);
    message({ type: 'device', device });
    expect(state().device).toBe(device);
  });

  it('writes the config to the address and starts a run with it', () => {
    const { actions, sent, query, state } = setUp('?model=resnet18');
    actions.set('epochs', 3);
    expect(query()).toBe('?model=resnet18&epochs=3');
    actions.start();
    expect(sent[1]).toMatchObject({ type: 'start', runId: state().run?.id, config: state().config });
    actions.start();
    expect(sent).toHaveLength(2);
  });

  it('takes a recipe as a whole, of the address and by choice, and mends the fields that it sets', () => {
    const { actions, sent, query, state } = setUp('?recipe=paper&seed=4&epochs=20');
    expect(state().config).toEqual({ ...withRecipe(defaultConfig, 'paper'), seed: 4, epochs: 20 });
    expect(query()).toBe('?recipe=paper&seed=4&epochs=20');
    actions.setInvalid('batchSize', { text: 'many', problem: { kind: 'setting-unknown', text: 'many' } });
    actions.chooseBudget('minute');
    actions.chooseRecipe('fast');
    expect(state().config).toEqual(withRecipe({ ...state().config, epochs: 20 }, 'fast'));
    expect(state().invalid).toEqual({});
    expect(state().budget).toBe('minute');
    expect(query()).toBe('?recipe=fast&epochs=20&seed=4');
    actions.chooseRecipe('note');
    expect(state().config.epochs).toBe(100);
    expect(state().budget).toBeUndefined();
    expect(sent).toHaveLength(1);
  });

  it('shows steps at most once an interval, and phases at once', () => {
    const { actions, emit, store, state } = setUp();
    actions.start();
    emit(start());
    const shown = vi.fn();
    store.subscribe(shown);
    for (let n = 1; n <= 50; n++) {
      emit(step(n));
      vi.advanceTimersByTime(10);
    }
    expect(shown).toHaveBeenCalledTimes(500 / updateInterval);
    emit(step(51));
    emit({ type: 'phase', runId: '', phase: 'paused' });
    expect(state().run).toMatchObject({ step: 51, phase: 'paused' });
    expect(state().run?.series.points).toHaveLength(51);
  });

  it('sends changes of live settings to the run, and of no others', () => {
    const { actions, emit, sent, state } = setUp();
    actions.set('learningRate', 0.2);
    actions.start();
    emit(start());
    actions.set('learningRate', 0.3);
    actions.set('momentum', 0.5);
    expect(sent.slice(2)).toEqual([
      { type: 'change', runId: state().run?.id, settings: { learningRate: 0.3 } },
    ]);
  });

  it('asks for another depth, and sets it for the next run too once it is there, unless that has another network', () => {
    const { actions, emit, sent, state } = setUp();
    actions.changeDepth({ kind: 'add', stage: 0 });
    expect(sent).toHaveLength(1);
    actions.start();
    emit(start({ config: state().config }));
    const runId = state().run?.id;
    actions.changeDepth({ kind: 'add', stage: 0 });
    actions.undoDepth();
    expect(sent.slice(2)).toEqual([
      { type: 'change-depth', runId, edit: { kind: 'add', stage: 0 } },
      { type: 'undo-depth', runId },
    ]);
    emit({ type: 'change', runId: '', step: 3, epoch: 0.3, settings: { blocks: [4, 3, 3] } });
    expect(state().config.blocks).toEqual([4, 3, 3]);
    actions.set('width', 8);
    emit({ type: 'change', runId: '', step: 5, epoch: 0.5, settings: { blocks: [4, 4, 3] } });
    expect(state().config.blocks).toEqual([4, 3, 3]);
    emit({ type: 'refusal', runId: '', step: 5, problem: { kind: 'plain-cannot-grow' } });
    expect(state().run?.refused).toEqual({ kind: 'plain-cannot-grow' });
    actions.dismissRefused();
    expect(state().run?.refused).toBeUndefined();
  });

  it('proposes the default rate of an optimizer that is chosen, for the next run alone', () => {
    const { actions, emit, sent, state } = setUp();
    actions.start();
    emit(start());
    actions.set('optimizer', 'adamw');
    expect(state().config).toMatchObject({ optimizer: 'adamw', learningRate: 0.002 });
    expect(sent).toHaveLength(2);
    actions.set('learningRate', 0.01);
    actions.set('optimizer', 'sgd');
    expect(state().config).toMatchObject({ optimizer: 'sgd', learningRate: 0.01 });
  });

  it('passes the buttons on while a run is under way, and says that they were pressed', () => {
    const { actions, emit, sent, state } = setUp();
    actions.pause();
    expect(sent).toHaveLength(1);
    actions.start();
    actions.pause();
    expect(state().run?.asked).toBe('pause');
    actions.singleStep();
    actions.resume();
    actions.stop();
    expect(sent.slice(2).map(({ type }) => type)).toEqual(['pause', 'single-step', 'resume', 'stop']);
    emit({ type: 'end', runId: '', outcome: 'stopped', step: 0 });
    actions.stop();
    expect(sent).toHaveLength(6);
  });

  it('resumes a run on another device once a person wants that, or leaves it stopped', () => {
    const { actions, emit, sent, state } = setUp();
    const now = { backend: 'webgl', name: 'a card' } as const;
    const problem = { kind: 'other-device', before: { backend: 'webgpu', name: 'a card' }, now } as const;
    const asking = { type: 'end', runId: '', outcome: 'stopped', step: 3, problem } as const;
    const file = new Blob();
    actions.startFrom(newRun('r', state().config), { kind: 'checkpoint', file });
    actions.goOnHere();
    expect(sent).toHaveLength(2);
    emit(asking);
    actions.goOnHere();
    expect(sent[2]).toMatchObject({
      type: 'start',
      runId: 'r',
      from: {
        kind: 'recovered',
        runId: 'r',
        otherwise: { kind: 'checkpoint', file },
        accepted: now,
      },
    });
    expect(readCommand(sent[2]), 'what the worker takes for a command').toBeDefined();
    expect(isActive(state().run)).toBe(true);
    expect(state().run?.log).toEqual([]);
    // Once more, such as for a third device: what it began with is named once.
    const third = { backend: 'cpu', name: 'JavaScript' } as const;
    emit({ ...asking, problem: { ...problem, now: third } });
    actions.goOnHere();
    expect(sent[3]).toMatchObject({
      from: { kind: 'recovered', otherwise: { kind: 'checkpoint' }, accepted: third },
    });
    emit(asking);
    actions.leaveStopped();
    expect(state().run?.end).toMatchObject({ outcome: 'stopped', problem: undefined });
    actions.goOnHere();
    expect(sent).toHaveLength(4);
  });

  it('tells that a run went on by itself until somebody took note or started another', () => {
    const { actions, emit, state } = setUp();
    const recovery = {
      type: 'recovery',
      runId: '',
      at: 7,
      step: 3,
      problem: { kind: 'gpu-memory' },
    } as const;
    actions.start();
    emit(start());
    emit(recovery);
    expect(state().recovered).toMatchObject({ at: 7, step: 3 });
    actions.dismissRecovered();
    expect(state().recovered).toBeUndefined();
    emit(recovery);
    emit({ type: 'end', runId: '', outcome: 'stopped', step: 7 });
    actions.start();
    expect(state().recovered).toBeUndefined();
  });

  it('tells of a broken worker until the next start', () => {
    const { actions, fail, state } = setUp();
    fail({ kind: 'worker-broke', why: '', again: 'train' });
    expect(state().workerProblem).toMatchObject({ kind: 'worker-broke' });
    actions.start();
    expect(state().workerProblem).toBeUndefined();
  });
});
