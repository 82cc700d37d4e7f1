/** The prose of the help: both languages tell every section, in the words of the catalogues, with figures that are right. */
import { MantineProvider } from '@mantine/core';
import { createElement, type ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { pairOf } from '../../../../src/app/features/help/figures/GradientFigure.tsx';
import measured from '../../../../src/app/features/help/measured.json';
import { en } from '../../../../src/app/features/help/prose/en.tsx';
import { zh } from '../../../../src/app/features/help/prose/zh.tsx';
import { helpSections } from '../../../../src/app/state/help.ts';
import { languages } from '../../../../src/app/state/preferences.ts';
import { type Stores, StoresContext } from '../../../../src/app/state/react.ts';
import { newRun } from '../../../../src/app/state/run.ts';
import { newRecord } from '../../../../src/app/state/runs.ts';
import type { RunRecord } from '../../../../src/storage/runRecord.ts';
import { config } from '../../events.ts';
import { banned } from '../../i18n/banned.ts';

const prose = { en, zh };

/** What a reader gets of a section: its texts, those for who cannot see the figures included. */
function textOf(language: 'en' | 'zh', node: ReactNode): string {
  const stores = {
    runs: { store: createStore(() => ({ runs: [] })) },
    preferences: createStore(() => ({ language, shortcuts: true, notify: false })),
  } as unknown as Stores;
  const html = renderToStaticMarkup(
    createElement(MantineProvider, null, createElement(StoresContext.Provider, { value: stores }, node)),
  );
  const labels = [...html.matchAll(/aria-label="([^"]*)"/g)].map(([, label]) => label);
  return [html.replaceAll(/<style[\s\S]*?<\/style>/g, '').replaceAll(/<[^>]*>/g, ''), ...labels].join('\n');
}

describe('the prose', () => {
  const texts = languages.flatMap((language) =>
    Object.entries(prose[language]).map(
      ([section, node]) => [language, section, textOf(language, node)] as const,
    ),
  );

  it('tells every section but the keys, which tell themselves', () => {
    for (const language of languages)
      expect([...Object.keys(prose[language]), 'keys'].sort()).toEqual([...helpSections].sort());
    for (const [, section, text] of texts) expect(text.length, section).toBeGreaterThan(60);
  });

  it('has none of the banned words, and no sign in the wrong script', () => {
    for (const [language, section, text] of texts) {
      for (const [word, why] of banned[language])
        expect(text, `${language} ${section}: ${why}`).not.toMatch(word);
      expect(text, `${language} ${section}`).not.toMatch(/\d %|undefined|NaN|\[object/);
      if (language === 'zh')
        expect(text, section).not.toMatch(/\p{Script=Han}[,;:!?]|[,;:!?]\p{Script=Han}/u);
    }
  });
});

describe('what was measured beforehand', () => {
  it('has a gradient for every block of both networks', () => {
    for (const norms of [measured.gradients.projection, measured.gradients.none]) {
      expect(norms).toHaveLength(measured.blocks.length);
      for (const norm of norms) expect(norm).toBeGreaterThan(0);
    }
  });

  it('has every depth with shortcuts and without', () => {
    const of = (plain: boolean) =>
      measured.depths.filter(({ shortcut }) => (shortcut === 'none') === plain).map(({ layers }) => layers);
    expect(of(true)).toEqual([8, 20, 32, 44, 56]);
    expect(of(false)).toEqual(of(true));
  });
});

describe('the reader’s own pair of runs', () => {
  const look = { step: 1, epoch: 0, norms: { stem: 1, layer1: 2 }, looks: 1 };
  const record = (
    id: string,
    startedAt: number,
    shortcut: 'none' | 'projection',
    { blocks = [1], points = [look] } = {},
  ): RunRecord => ({
    ...newRecord(newRun(id, { ...config, blocks, shortcut }), [], startedAt),
    name: id,
    gradients: { points, stride: 1, open: 1 },
  });

  it('is the newest plain run whose residual twin is there too', () => {
    const runs = [
      record('old twin', 1, 'projection'),
      record('plain', 2, 'none'),
      record('twin', 3, 'projection'),
      record('deep plain', 4, 'none', { blocks: [2] }),
    ];
    expect(pairOf(runs)).toMatchObject({ plain: { name: 'plain' }, residual: { name: 'twin' } });
  });

  it('is missing where no two runs have the same network, or no gradient was looked at', () => {
    expect(pairOf([])).toBeUndefined();
    expect(
      pairOf([record('plain', 1, 'none'), record('twin', 2, 'projection', { blocks: [2] })]),
    ).toBeUndefined();
    expect(
      pairOf([record('plain', 1, 'none'), record('twin', 2, 'projection', { points: [] })]),
    ).toBeUndefined();
  });
});
