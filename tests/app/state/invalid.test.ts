/** A field that holds no value keeps Train from starting, whatever kind of setting it is of. */
import { describe, expect, it } from 'vitest';
import { invalidKeys, problemIn } from '../../../src/app/state/invalid.ts';
import { createPage } from '../../../src/app/state/page.ts';
import { formatSetting } from '../../../src/training/config.ts';
import { withoutEffectBy } from '../../../src/training/settingRules.ts';
import { defaultConfig, type SettingKey, settingKeys } from '../../../src/training/settings.ts';
import type { WorkerCommand } from '../../../src/worker/protocol.ts';

function setUp() {
  const sent: string[] = [];
  const client = {
    send: ({ type }: WorkerCommand) => void sent.push(type),
    onMessage: () => {},
    onFailure: () => {},
  };
  const page = createPage(client, { read: () => '', write: () => {} });
  const state = () => page.store.getState();
  const type = (key: SettingKey, text: string) => {
    const problem = problemIn(key, text, 'cifar10');
    page.actions.setInvalid(key, problem && { text, problem });
  };
  const starts = () => sent.filter((command) => command === 'start').length;
  return { page, state, type, starts };
}

const obeyed = settingKeys.filter((key) => !withoutEffectBy(key, defaultConfig));

describe('a text that is no value', () => {
  it.each(obeyed)('of %s keeps a run from starting until it is one', (key) => {
    const { page, state, type, starts } = setUp();
    type(key, 'abc');
    expect(state().invalid[key]).toMatchObject({ text: 'abc' });
    expect(invalidKeys(state())).toEqual([key]);
    page.actions.start();
    expect(starts()).toBe(0);
    // The value before is still what is set: a link and the estimate go by it.
    expect(state().config).toEqual(defaultConfig);
    type(key, formatSetting(key, defaultConfig[key]));
    expect(state().invalid).toEqual({});
    page.actions.start();
    expect(starts()).toBe(1);
  });

  it('counts no more where nothing obeys the setting', () => {
    const { page, state, type, starts } = setUp();
    page.actions.set('schedule', 'cosine');
    type('warmup', '1_0');
    expect(invalidKeys(state())).toEqual(['warmup']);
    page.actions.set('schedule', 'onecycle');
    expect(invalidKeys(state())).toEqual([]);
    page.actions.start();
    expect(starts()).toBe(1);
  });

  it('goes with a new value, a preset of its part, a budget, or all settings at once', () => {
    const { page, state, type } = setUp();
    const all = () => {
      for (const key of ['width', 'epochs', 'seed', 'momentum'] as const) type(key, 'x');
    };
    all();
    page.actions.set('momentum', 0.5);
    expect(Object.keys(state().invalid)).toEqual(['width', 'epochs', 'seed']);
    page.actions.choosePreset('resnet18');
    expect(Object.keys(state().invalid)).toEqual(['epochs', 'seed']);
    page.actions.plan({ epochs: 2, trainImages: 500, testImages: 100 });
    expect(Object.keys(state().invalid)).toEqual(['seed']);
    all();
    page.actions.setAll(defaultConfig);
    expect(state().invalid).toEqual({});
  });

  it('does not keep a run from going on from a file', () => {
    const { page, type, starts } = setUp();
    type('width', 'x');
    page.actions.startFrom(
      { ...({} as Parameters<typeof page.actions.startFrom>[0]), id: 'r', config: defaultConfig },
      { kind: 'file' } as unknown as Parameters<typeof page.actions.startFrom>[1],
    );
    expect(starts()).toBe(1);
  });
});
