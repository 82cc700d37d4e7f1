/** Who is told of the end of a run in a tab that nobody looks at. */
import { beforeEach, expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { notifyAtEnd } from '../../../../src/app/features/train/notify.ts';
import { newPage, type PageState } from '../../../../src/app/state/page.ts';
import type { PreferencesStore } from '../../../../src/app/state/preferences.ts';
import { newRun } from '../../../../src/app/state/run.ts';
import { defaultConfig } from '../../../../src/training/settings.ts';

const told: string[] = [];
class Shown {
  static permission = 'granted';
  constructor(_title: string, { body }: { body: string }) {
    told.push(body);
  }
}
beforeEach(() => {
  told.length = 0;
  vi.stubGlobal('Notification', Shown);
  vi.stubGlobal('document', { hidden: true });
  return () => vi.unstubAllGlobals();
});

const wanted = createStore(() => ({ notify: true, language: 'en' })) as unknown as PreferencesStore;

function endOf(goesOn: boolean, outcome: 'finished' | 'stopped' = 'finished'): readonly string[] {
  const run = newRun('a', defaultConfig);
  const page = createStore<PageState>(() => ({ ...newPage(defaultConfig), run }));
  notifyAtEnd(page, wanted, () => goesOn);
  page.setState({ run: { ...run, end: { type: 'end', runId: 'a', outcome, step: 1 } } });
  return told;
}

it('tells of a run that ends by itself', () => expect(endOf(false)).toHaveLength(1));
it('tells of nothing that a person did', () => expect(endOf(false, 'stopped')).toEqual([]));
it('waits for the last of several runs', () => expect(endOf(true)).toEqual([]));
