/** What can be done on the page: when it is possible, what its key does, and what the palette finds. */
import { describe, expect, it, vi } from 'vitest';
import type { ActionContext, Chord } from '../../../src/app/actions/action.ts';
import { actions, keyRows, search } from '../../../src/app/actions/all.ts';
import { namedActions, press } from '../../../src/app/actions/named.ts';
import { picturesNeeded } from '../../../src/app/i18n/runTexts.ts';
import { exportChoices } from '../../../src/app/state/fileNames.ts';
import type { Files, FilesState } from '../../../src/app/state/files.ts';
import { helpSections } from '../../../src/app/state/help.ts';
import { problemIn } from '../../../src/app/state/invalid.ts';
import { createOverlay, linkTo } from '../../../src/app/state/overlay.ts';
import { createPage } from '../../../src/app/state/page.ts';
import { createPreferences } from '../../../src/app/state/preferences.ts';
import type { Run } from '../../../src/app/state/run.ts';
import type { Runs } from '../../../src/app/state/runsStore.ts';
import { createStage } from '../../../src/app/state/stage.ts';
import { presets } from '../../../src/model/presets.ts';
import { defaultConfig, isAdjustable, settingKeys } from '../../../src/training/settings.ts';
import { catalogues } from '../i18n/catalogues.ts';

const { en, zh } = catalogues;

/** A page whose trainer only listens. @param search Its address. @param copies Whether the clipboard can be had. */
function setUp(address = '', copies = true) {
  let query = address;
  const sent: string[] = [];
  const copied: string[] = [];
  const exported: unknown[] = [];
  const kept: string[] = [];
  const page = createPage(
    { send: ({ type }: { type: string }) => void sent.push(type), onMessage: () => {}, onFailure: () => {} },
    {
      read: () => query,
      write: (next: string) => {
        query = next;
      },
    },
  );
  const overlay = createOverlay(page);
  const filesState: { checkpoints: unknown[]; exporting?: unknown } = { checkpoints: [] };
  const scheme = { dark: false, toggled: 0, toggle: () => void scheme.toggled++ };
  const context: ActionContext = {
    page,
    stage: createStage(),
    overlay: overlay.actions,
    scheme,
    runs: { store: { getState: () => ({ runs: [] }) } } as unknown as Runs,
    files: {
      store: { getState: () => filesState as unknown as FilesState },
      actions: { exportRun: (...request: unknown[]) => void exported.push(request) },
    } as unknown as Files,
    preferences: createPreferences({
      storage: () => ({ getItem: () => null, setItem: () => {} }),
      languages: ['en'],
      search: '',
    }),
    href: () => `http://host/a/?${query}#there`,
    keeps: async (name) => kept.includes(name),
    copy: async (text) => {
      if (copies) copied.push(text);
      return copies;
    },
  };
  const key = (chord: Chord) => press(chord, context);
  const ids = (text = '', words = en) =>
    search(text, words, context).flatMap((found) => found.actions.map(({ id }) => id));
  const group = (name: string) =>
    search('', en, context)
      .find((found) => found.group === name)
      ?.actions.map(({ id }) => id);
  /** What the trainer would tell of the run that is under way. */
  const tell = (change: Partial<Run>) => {
    const { run } = page.store.getState();
    page.store.setState({ run: run && { ...run, ...change } });
  };
  const state = {
    query: () => query,
    toast: () => overlay.store.getState().toast,
    dialog: () => overlay.store.getState().dialog,
  };
  return {
    ...state,
    page,
    overlay,
    context,
    sent,
    copied,
    exported,
    kept,
    filesState,
    scheme,
    key,
    ids,
    group,
    tell,
  };
}

describe('actions', () => {
  it('have ids and words of their own, in every language', () => {
    expect(new Set(actions.map(({ id }) => id)).size).toBe(actions.length);
    for (const words of [en, zh])
      for (const action of actions) {
        expect(action.text(words).label.trim(), action.id).not.toBe('');
        expect(action.text(words).help, action.id).not.toBe('');
      }
  });

  it('stand first where they are called as the query goes, before what merely speaks of it', () => {
    const { ids } = setUp();
    expect(ids('the runs')[0]).toBe('place-runs');
    expect(ids('several runs')[0]).toBe('several');
    expect(ids('runs')).toContain('several');
  });

  it('start no run with a field that holds no value, but say which and go there', () => {
    const { context, key, page, sent, toast } = setUp();
    const { stage } = context;
    const type = (setting: 'momentum' | 'learningRate', text: string) => {
      const problem = problemIn(setting, text, 'cifar10');
      page.actions.setInvalid(setting, problem && { text, problem });
    };
    type('momentum', '0x1');
    key(' ');
    expect(sent).not.toContain('start');
    const problem = { kind: 'setting-not-number', setting: { key: 'momentum' }, text: '0x1' };
    expect(toast()).toMatchObject({ kind: 'invalid', key: 'momentum', problem });
    expect(stage.store.getState()).toMatchObject({ drawer: true, wanted: 'momentum' });
    // The learning rate stands beside the network, and comes first.
    type('learningRate', 'fast');
    key(' ');
    expect(toast()).toMatchObject({ kind: 'invalid', key: 'learningRate' });
    expect(stage.store.getState()).toMatchObject({ drawer: false, wanted: 'learningRate' });
    // Mended, the toast has nothing more to say.
    type('learningRate', '0.1');
    expect(toast()).toBeUndefined();
    type('momentum', '0.5');
    key(' ');
    expect(sent).toContain('start');
  });

  it('start no run on pictures that are not here, but say which it needs', async () => {
    const dataset = 'own-32-3-120-30-9f86d081884c7d65';
    const { key, page, sent, toast, kept } = setUp(`?dataset=${dataset}`);
    key(' ');
    await vi.waitFor(() => expect(toast()).toEqual({ kind: 'pictures-missing', dataset }));
    expect(sent).not.toContain('start');
    for (const words of [en, zh])
      for (const part of ['3', '120', '30', '32×32']) expect(picturesNeeded(words, dataset)).toContain(part);
    // Of another data set there is nothing to say any more.
    page.actions.set('dataset', 'cifar10');
    expect(toast()).toBeUndefined();
    page.actions.set('dataset', dataset);
    kept.push(dataset);
    key(' ');
    await vi.waitFor(() => expect(sent).toContain('start'));
    expect(toast()).toBeUndefined();
  });

  it('of the run are those that would do something now', () => {
    const { group, ids, page, tell } = setUp();
    expect(group('run')).toEqual(['start']);
    page.actions.start();
    tell({ asked: undefined, phase: 'training' });
    expect(group('run')).toEqual(['pause', 'stop']);
    expect(ids()).not.toContain('reset');
    tell({ phase: 'paused' });
    expect(group('run')).toEqual(['resume', 'singleStep', 'stop']);
    tell({ asked: 'stop' });
    expect(group('run')).toBeUndefined();
    tell({ asked: undefined, end: { type: 'end', runId: 'r', step: 1, outcome: 'stopped' } });
    expect(group('run')).toEqual(['start']);
  });

  it('lead to every network but the chosen one, and to every setting with one control', () => {
    const { ids, page } = setUp();
    page.actions.setAll({ ...defaultConfig, ...presets.resnet56 });
    expect(ids()).toContain('preset-resnet20');
    expect(ids()).not.toContain('preset-resnet56');
    expect(ids().filter((id) => id.startsWith('setting-'))).toHaveLength(
      settingKeys.filter(isAdjustable).length - 1,
    );
  });

  it('export the weights at hand in every format, those of the best epoch where it is known', () => {
    const { ids, filesState, context, exported } = setUp();
    expect(ids('export')).toEqual(['export']);
    const checkpoint = { runId: 'r', step: 7, savedAt: 1, bytes: 1, config: defaultConfig, epoch: 1 };
    filesState.checkpoints = [checkpoint];
    expect(ids('export')).toEqual(exportChoices('last').map(({ format }) => `export-last-${format}`));
    filesState.checkpoints = [{ ...checkpoint, best: { epoch: 1, testAccuracy: 0.5 } }];
    expect(ids('EXPORT best onnx')).toEqual(['export-best-onnx', 'export-best-onnx-folded']);
    actions.find(({ id }) => id === 'export-best-onnx')?.perform(context);
    expect(exported).toEqual([['r', { part: 'best', format: 'onnx' }]]);
    filesState.exporting = { id: 'x', runId: 'r' };
    expect(ids('export')).toEqual([]);
  });

  it('change the colours to the ones that are not there, and the language to the other', async () => {
    const { ids, context, scheme } = setUp();
    expect(ids('theme')).toEqual(['toDark']);
    namedActions.toDark.perform(context);
    expect(scheme.toggled).toBe(1);
    scheme.dark = true;
    expect(ids('theme')).toEqual(['toLight']);
    namedActions.language.perform(context);
    await expect.poll(() => context.preferences.getState().language).toBe('zh');
  });

  it('say why there is nothing to export', () => {
    const { context, toast } = setUp();
    namedActions.export.perform(context);
    expect(toast()).toEqual({ kind: 'nothing-to-export' });
  });

  it('train the twin of the network that is set, and nothing else of the settings changes', () => {
    const { page, context, sent, tell } = setUp('?model=resnet56&epochs=3&shortcut=identity');
    const before = page.store.getState().config;
    expect([namedActions.plainTwin, namedActions.residualTwin].map((a) => a.possible(context))).toEqual([
      true,
      false,
    ]);
    namedActions.plainTwin.perform(context);
    expect(page.store.getState().config).toEqual({ ...before, shortcut: 'none' });
    expect(page.store.getState().run?.config.shortcut).toBe('none');
    expect(sent).toEqual(['detect', 'start']);
    // While a run is under way it is the network of the next one.
    tell({ phase: 'training' });
    expect(namedActions.residualTwin.possible(context)).toBe(true);
    namedActions.residualTwin.perform(context);
    // With the kind of shortcuts that it had.
    expect(page.store.getState().config).toEqual(before);
    expect(page.store.getState().run?.config.shortcut).toBe('none');
    expect(sent).toEqual(['detect', 'start']);
  });

  it('open the comparison, found by its word in both languages', () => {
    const { ids, context, dialog, overlay } = setUp();
    expect(ids('compare')).toContain('compare');
    expect(ids('import')).toContain('import');
    expect(ids('比较', zh)).toContain('compare');
    namedActions.compare.perform(context);
    expect(dialog()).toBe('compare');
    expect(overlay.store.getState().compared).toEqual([]);
  });

  it('lead to every section of the help, also by what it is about', () => {
    const { ids, context, overlay } = setUp();
    expect(ids('help:')).toEqual(helpSections.map((section) => `help-${section}`));
    expect(ids('help batch norm')).toEqual(['help-batch-norm']);
    expect(ids('帮助 瓶颈', zh)).toEqual(['help-bottleneck']);
    actions.find(({ id }) => id === 'help-curves')?.perform(context);
    expect(overlay.store.getState()).toMatchObject({ dialog: 'help', section: 'curves' });
  });

  it('are found by plain words', () => {
    const { ids } = setUp();
    for (const [query, id] of [
      ['export', 'export'],
      ['save', 'export'],
      ['import', 'import'],
      ['open', 'import'],
      ['compare', 'compare'],
      ['dark', 'toDark'],
      ['dark mode', 'toDark'],
      ['share', 'copyLink'],
      ['shortcuts', 'plainTwin'],
      ['depth hurts', 'help-degradation'],
    ] as const)
      expect(ids(query), query).toContain(id);
  });

  it('are found by all words of a query, in either language', () => {
    const { ids } = setUp();
    expect(ids('rate LEARN')).toContain('setting-learningRate');
    expect(ids('learning rate', zh)).toContain('setting-learningRate');
    expect(ids('学习率', zh)).toContain('setting-learningRate');
    expect(ids('resnet-110')).toEqual(['preset-resnet110']);
    expect(ids('no such thing')).toEqual([]);
    expect(ids('')).toHaveLength(new Set(ids('')).size);
  });
});

describe('keys', () => {
  it('train and pause, step only while paused, open help and palette', () => {
    const { key, sent, tell, dialog, overlay } = setUp();
    key('s');
    key(' ');
    tell({ phase: 'training' });
    key('s');
    key(' ');
    // A command is on its way.
    key(' ');
    expect(sent).toEqual(['detect', 'start', 'pause']);
    tell({ asked: undefined, phase: 'paused' });
    key('s');
    expect(sent).toEqual(['detect', 'start', 'pause', 'single-step']);
    tell({ asked: undefined, phase: 'paused' });
    key(' ');
    expect(sent.at(-1)).toBe('resume');
    expect(key('?')).toBe(true);
    expect(dialog()).toBe('help');
    key('mod+k');
    overlay.actions.close('help');
    expect(dialog()).toBe('palette');
    overlay.actions.close('palette');
    expect(dialog()).toBeUndefined();
  });

  it('are all told in the help, with what each does', () => {
    expect(keyRows(en)).toEqual([
      { chord: ' ', does: 'Train, Pause, Resume' },
      { chord: 's', does: 'Train one more step while paused' },
      { chord: 'r', does: 'Take every setting back to its default' },
      { chord: '?', does: 'What this page is for, and its keys' },
      { chord: 'mod+k', does: 'Search commands and settings (Ctrl K)' },
    ]);
    const rows = keyRows(en).map(({ chord }) => chord);
    for (const { key } of actions) if (key) expect(rows).toContain(key);
  });
});

describe('the link and the reset', () => {
  it('holds what differs from the defaults, and nothing else', async () => {
    expect(linkTo(defaultConfig, 'https://host/sub/?lang=zh&x=1#part')).toBe('https://host/sub/');
    const { context, copied, toast } = setUp('?model=resnet56&epochs=3&lang=zh');
    namedActions.copyLink.perform(context);
    await Promise.resolve();
    expect(copied).toEqual(['http://host/a/?model=resnet56&epochs=3']);
    await expect.poll(toast).toMatchObject({ kind: 'copied' });
  });

  it('is shown for copying by hand where the browser refuses, until the settings change', async () => {
    const { page, context, toast } = setUp('?epochs=3', false);
    namedActions.copyLink.perform(context);
    await expect.poll(toast).toEqual({ kind: 'copy-failed', link: 'http://host/a/?epochs=3' });
    page.actions.set('epochs', 4);
    expect(toast()).toBeUndefined();
  });

  it('resets every setting with a way back', () => {
    const { page, overlay, key, query, toast } = setUp('?model=resnet56&epochs=3');
    const before = page.store.getState().config;
    key('r');
    expect(query()).toBe('');
    expect(toast()).toEqual({ kind: 'reset', before });
    overlay.actions.undoReset();
    expect(page.store.getState().config).toEqual(before);
    expect(query()).toBe('?model=resnet56&epochs=3');
    expect(toast()).toBeUndefined();
  });

  it('says so where there is nothing to reset, and during a run', () => {
    const { page, key, toast } = setUp('');
    key('r');
    expect(toast()).toEqual({ kind: 'already-default' });
    page.actions.set('epochs', 3);
    page.actions.start();
    expect(toast()).toBeUndefined();
    key('r');
    expect(toast()).toEqual({ kind: 'reset-when-over' });
    expect(page.store.getState().config.epochs).toBe(3);
  });
});
