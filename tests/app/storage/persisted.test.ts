/** What the browser remembers for the page: written when it changes, read with care, taken over from earlier versions. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createChartSettings } from '../../../src/app/features/charts/chartSettings.ts';
import { createPage } from '../../../src/app/state/page.ts';
import { createPreferences } from '../../../src/app/state/preferences.ts';
import { followSpeeds } from '../../../src/app/state/speeds.ts';
import { createPersisted, type TextStorage } from '../../../src/app/storage/persisted.ts';
import type { StorageSnapshot } from '../../fixtures/browser/snapshot.ts';

interface Light {
  readonly on: boolean;
  readonly flicker: number;
}
const dark: Light = { on: false, flicker: 0 };

function memory(texts: Record<string, string> = {}) {
  const writes: string[] = [];
  const storage: TextStorage = () => ({
    getItem: (name) => texts[name] ?? null,
    setItem(name, text) {
      writes.push(name);
      texts[name] = text;
    },
  });
  return { storage, texts, writes };
}

const open = (storage: TextStorage) =>
  createPersisted<Light, Pick<Light, 'on'>>(dark, {
    storage,
    name: 'light',
    select: ({ on }) => ({ on }),
    restore(stored, state) {
      const { on } = Object(stored) as Record<'on', unknown>;
      return typeof on === 'boolean' ? { ...state, on } : state;
    },
    earlier: (text) => ({ on: text('lamp') === 'burning' }),
  });

describe('a persisted store', () => {
  it('is as it was on the next visit, in the part that is stored', () => {
    const { storage } = memory();
    open(storage).setState({ on: true, flicker: 3 });
    expect(open(storage).getState()).toEqual({ on: true, flicker: 0 });
  });

  it('writes only when that part changes, and not by being opened', () => {
    const { storage, writes } = memory();
    const store = open(storage);
    expect(writes).toEqual([]);
    store.setState({ on: true });
    for (let i = 1; i < 50; i++) store.setState({ flicker: i });
    expect(writes).toEqual(['resnet-playground.light']);
  });

  it('takes over what an earlier version stored, until it has stored something itself', () => {
    const { storage, texts } = memory({ 'resnet-playground.lamp': 'burning' });
    expect(open(storage).getState().on).toBe(true);
    open(storage).setState({ on: false });
    expect(open(storage).getState().on).toBe(false);
    expect(texts['resnet-playground.lamp']).toBe('burning');
  });

  it('leaves what another tab has changed meanwhile, and tries again what could not be written', () => {
    const texts: Record<string, string> = {};
    let full = false;
    const storage: TextStorage = () => ({
      getItem: (name) => texts[name] ?? null,
      setItem(name, text) {
        if (full) throw new DOMException('full', 'QuotaExceededError');
        texts[name] = text;
      },
    });
    const [first, second] = [0, 1].map(() => createPreferences({ storage, languages: ['en'], search: '' }));
    first?.setState({ shortcuts: false });
    second?.setState({ language: 'zh' });
    const opened = () => createPreferences({ storage, languages: ['en'], search: '' }).getState();
    expect(opened()).toEqual({ language: 'zh', shortcuts: false, notify: false, hintsDone: 0 });
    full = true;
    first?.setState({ notify: true });
    full = false;
    first?.setState({ notify: true });
    expect(opened().notify).toBe(true);
  });

  it.each([
    'not JSON',
    'null',
    '[]',
    '7',
    '{"state":{"on":"yes"},"version":1}',
    '{"state":null,"version":1}',
    '{"version":1}',
  ])('starts as at first with %s', (text) => {
    expect(open(memory({ 'resnet-playground.light': text }).storage).getState()).toEqual(dark);
  });

  it.each<[string, TextStorage]>([
    [
      'blocked',
      () => {
        throw new DOMException('blocked', 'SecurityError');
      },
    ],
    [
      'full',
      () => ({
        getItem: () => null,
        setItem: () => {
          throw new DOMException('full', 'QuotaExceededError');
        },
      }),
    ],
  ])('holds for the visit where storage is %s', (_, storage) => {
    const store = open(storage);
    store.setState({ on: true });
    expect(store.getState().on).toBe(true);
  });
});

describe('what the page of 217e12d stored', () => {
  const { localStorage }: StorageSnapshot = JSON.parse(
    readFileSync(new URL('../../fixtures/browser/217e12d.json', import.meta.url), 'utf8'),
  );
  const { storage } = memory({ ...localStorage });

  it('is the same to preferences, charts and speeds', () => {
    expect(createPreferences({ storage, languages: ['en'], search: '' }).getState()).toEqual({
      language: 'zh',
      shortcuts: false,
      notify: true,
      hintsDone: 0,
    });
    expect(createChartSettings(storage).getState()).toMatchObject({
      axis: 'seconds',
      logX: true,
      logY: expect.arrayContaining(['gradients', 'loss']),
      smoothing: 0,
    });
    const page = createPage(
      { send: () => {}, onMessage: () => {}, onFailure: () => {} },
      { read: () => '', write: () => {} },
    );
    expect(followSpeeds(page.store, storage).getState().speeds).toHaveLength(2);
  });
});
