/** Every way by which a config can change, on a page whose address has an assignment. */
import { describe, expect, it } from 'vitest';
import type { ActionContext } from '../../../src/app/actions/action.ts';
import { namedActions } from '../../../src/app/actions/named.ts';
import { createTrainBoth } from '../../../src/app/features/twin/trainBoth.ts';
import { givenAssignment } from '../../../src/app/shell/givenAssignment.ts';
import { followBudget } from '../../../src/app/state/followBudget.ts';
import { createOverlay, linkTo } from '../../../src/app/state/overlay.ts';
import { createPage } from '../../../src/app/state/page.ts';
import { newRun } from '../../../src/app/state/run.ts';
import { followSpeeds } from '../../../src/app/state/speeds.ts';
import { type AssignmentPlan, assignmentOf } from '../../../src/training/assignment.ts';
import { configToQuery, withRecipe } from '../../../src/training/config.ts';
import {
  defaultConfig,
  isAdjustable,
  isLive,
  type RunConfig,
  type SettingKey,
  settingKeys,
} from '../../../src/training/settings.ts';
import { everyKey, otherValue } from '../../training/assignments.ts';
import { device, start } from '../events.ts';
import { recordedClient } from '../recordedClient.ts';

const changeable = settingKeys.filter(isAdjustable);
const others = Object.fromEntries(changeable.map((key) => [key, otherValue(key)])) as Partial<RunConfig>;
/** No setting has its default. */
const allOther: RunConfig = { ...defaultConfig, ...others };

async function setUp(plan: Partial<AssignmentPlan>, config: RunConfig = defaultConfig) {
  const { texts } = assignmentOf({
    freedom: everyKey('free'),
    values: defaultConfig,
    bounds: {},
    task: 'Find a learning rate',
    ...plan,
  });
  let search = `?${new URLSearchParams({ ...configToQuery(config), ...texts })}`;
  const address = {
    read: () => search,
    write: (next: string) => {
      search = next;
    },
  };
  const { client, sent, message } = recordedClient();
  const page = createPage(client, address, await givenAssignment(search));
  const state = () => page.store.getState();
  const begin = () => {
    page.actions.start();
    const runId = state().run?.id ?? '';
    message({ type: 'run', event: { ...start(), runId } });
    return runId;
  };
  return { ...page, sent, message, state, begin, query: () => new URLSearchParams(search) };
}

const fixing = (key: SettingKey, freedom: 'fixed' | 'hidden' = 'fixed'): Partial<AssignmentPlan> => ({
  freedom: { ...everyKey('free'), [key]: freedom },
});

describe('on a page with an assignment', () => {
  it.each(changeable)('%s keeps its value, whichever way it would change', async (key) => {
    for (const freedom of ['fixed', 'hidden'] as const) {
      const { actions, state, store, sent, begin, query } = await setUp(fixing(key, freedom), allOther);
      const says = (kind: string) => {
        expect(state().config[key]).toEqual(defaultConfig[key]);
        expect(state().refused).toMatchObject({ kind, settings: [{ key }] });
        store.setState({ refused: undefined });
      };
      // The address, edited by hand: it says what counts from now on.
      says('assignment-address');
      expect(query().get('lock')).toContain(freedom);
      const told = configToQuery(state().config);
      expect(Object.fromEntries([...query()].filter(([name]) => name !== 'lock' && name !== 'task'))).toEqual(
        told,
      );
      actions.set(key, allOther[key]);
      says('assignment-change');
      // Import, loading a run's settings, experiments, undo.
      actions.setAll(allOther);
      says('assignment-change');
      actions.setAll({ ...state().config, [key]: defaultConfig[key] });
      expect(state().refused).toBeUndefined();
      // A run that would go on, or begin with a file's weights.
      const before = sent.length;
      actions.startFrom(newRun('other', allOther), { kind: 'stored', runId: 'other' });
      says('assignment-run');
      expect(sent).toHaveLength(before);
      // As the queue begins its runs.
      actions.startFrom(newRun('queued', allOther), undefined, true);
      says('assignment-run');
      expect(sent).toHaveLength(before);
      expect(actions.admits(allOther)).toBe(false);
      says('assignment-run');
      begin();
      expect(sent.at(-1)).toMatchObject({ type: 'start', config: { [key]: defaultConfig[key] } });
      actions.set(key, allOther[key]);
      says('assignment-change');
      expect(sent.at(-1)).toMatchObject({ type: 'start' });
      if (isLive(key)) expect(sent.filter(({ type }) => type === 'change')).toEqual([]);
    }
  });

  it('an address that names none of what is kept is told nothing, and has it all the same', async () => {
    const { state } = await setUp({ ...fixing('width'), values: { ...defaultConfig, width: 8 } });
    expect(state().config.width).toBe(8);
    expect(state().refused).toBeUndefined();
    const named = await setUp(
      { ...fixing('width'), values: { ...defaultConfig, width: 8 } },
      { ...defaultConfig, blocks: [2, 2, 2, 2], width: 64, stem: 'imagenet' },
    );
    expect(named.query().get('model')).toBeNull();
    expect(named.state().refused).toMatchObject({ kind: 'assignment-address', settings: [{ key: 'width' }] });
  });

  it('presets, recipes and reset keep what is locked and change the rest', async () => {
    const plan = { freedom: { ...everyKey('free'), width: 'fixed', weightDecay: 'hidden' } } as const;
    const { actions, state, store } = await setUp(plan);
    actions.choosePreset('resnet18');
    expect(state().config).toMatchObject({ blocks: [2, 2, 2, 2], width: defaultConfig.width });
    expect(state().refused).toMatchObject({ settings: [{ key: 'width' }] });
    store.setState({ refused: undefined });
    actions.chooseRecipe('paper');
    const paper = withRecipe(defaultConfig, 'paper');
    expect(paper.weightDecay).not.toBe(defaultConfig.weightDecay);
    expect(state().config).toMatchObject({
      schedule: paper.schedule,
      weightDecay: defaultConfig.weightDecay,
    });
    expect(state().refused).toMatchObject({ settings: [{ key: 'weightDecay' }] });
    store.setState({ refused: undefined });
    // What follows by itself from what a person may set is no attempt.
    actions.set('epochs', 30);
    expect(state().refused).toBeUndefined();
  });

  it('reset goes back to where the assignment begins, without a word', async () => {
    const plan = { ...fixing('width'), values: { ...defaultConfig, width: 8 } };
    const { actions, state, ...page } = await setUp(plan);
    page.store.setState({ refused: undefined });
    const overlay = createOverlay({ ...page, actions });
    const context = { page: { ...page, actions }, overlay: overlay.actions } as unknown as ActionContext;
    namedActions.reset.perform(context);
    expect(overlay.store.getState().toast).toEqual({ kind: 'already-default' });
    actions.set('epochs', 3);
    namedActions.reset.perform(context);
    expect(state().config).toEqual({ ...defaultConfig, width: 8 });
    expect(state().refused).toBeUndefined();
  });

  it('a budget is refused where it would choose what is locked, and kept within bounds', async () => {
    const locked = await setUp(fixing('testImages'));
    locked.actions.chooseBudget('minute');
    expect(locked.state()).toMatchObject({
      refused: { settings: [{ key: 'testImages' }] },
    });
    expect(locked.state().budget).toBeUndefined();
    const page = await setUp({ bounds: { epochs: { min: 2, max: 3 } } });
    page.message({ type: 'device', device });
    followBudget(
      page,
      followSpeeds(page.store, () => localStorage),
    );
    page.store.setState({ refused: undefined });
    page.actions.chooseBudget('hour');
    expect(page.state().config.epochs).toBeGreaterThanOrEqual(2);
    expect(page.state().config.epochs).toBeLessThanOrEqual(3);
    expect(page.state().refused).toBeUndefined();
  });

  it('the depth of a network that trains is locked with its blocks, and follows an edit where it is free', async () => {
    const { actions, state, store, sent, begin } = await setUp(fixing('blocks'));
    begin();
    const before = sent.length;
    for (const edit of [
      { kind: 'add', stage: 0 },
      { kind: 'remove', stage: 0 },
      { kind: 'set', blocks: [1, 1, 1] },
    ] as const) {
      actions.changeDepth(edit);
      expect(state().refused).toMatchObject({ kind: 'assignment-change', settings: [{ key: 'blocks' }] });
      store.setState({ refused: undefined });
    }
    actions.undoDepth();
    expect(state().refused).toMatchObject({ settings: [{ key: 'blocks' }] });
    expect(sent).toHaveLength(before);
    const free = await setUp(fixing('width'));
    free.begin();
    free.actions.changeDepth({ kind: 'add', stage: 0 });
    expect(free.sent.at(-1)).toMatchObject({ type: 'change-depth' });
  });

  it('a run obeys a bounded value within its bounds at once', async () => {
    const { actions, sent, state, begin } = await setUp({
      bounds: { learningRate: { min: 0.01, max: 0.2 } },
    });
    begin();
    actions.set('learningRate', 5);
    expect(state().config.learningRate).toBe(0.2);
    expect(sent.at(-1)).toMatchObject({ type: 'change', settings: { learningRate: 0.2 } });
  });

  it('neither the twin nor both of a pair train where the shortcuts are locked', async () => {
    const { actions, state, sent, ...page } = await setUp(fixing('shortcut'));
    const whole = { ...page, actions };
    const context = { page: whole } as unknown as ActionContext;
    expect(namedActions.plainTwin.possible(context)).toBe(false);
    expect(namedActions.residualTwin.possible(context)).toBe(false);
    namedActions.plainTwin.perform(context);
    createTrainBoth(whole, createOverlay(whole), () => sessionStorage).start(state().config);
    expect(state().refused).toMatchObject({ kind: 'assignment-run', settings: [{ key: 'shortcut' }] });
    expect(sent.filter(({ type }) => type === 'start')).toEqual([]);
  });

  it('a link to its settings carries the assignment, and an address without one locks nothing', async () => {
    const { state, query } = await setUp(fixing('width'));
    const link = new URL(linkTo(state().config, `https://example.org/p/?${query()}&embed=1`));
    expect(link.searchParams.get('lock')).toBe('free*width_fixed');
    expect(link.searchParams.get('task')).toBe('Find a learning rate');
    expect(link.searchParams.has('embed')).toBe(false);
    expect(await givenAssignment('?width=8')).toEqual({});
    expect(await givenAssignment('?lock=depth')).toMatchObject({ refused: { kind: 'assignment-broken' } });
  });
});
