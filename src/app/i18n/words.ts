/**
 * The catalogues of words: English is part of the page, the others are loaded when they are spoken. To add a language, add one
 * more object of type `Words` and one line here.
 */

import type { Language } from '../state/preferences.ts';
import { usePreference } from '../state/react.ts';
import { en, type Words } from './en/index.ts';

export type { Words };

const loads: Readonly<Record<Language, () => Promise<Words>>> = {
  en: async () => en,
  zh: async () => (await import('./zh/index.ts')).zh,
};
const loaded: Partial<Record<Language, Words>> = { en };

/** To be called before a language is set. @throws Error where its catalogue cannot be had. */
export async function loadWords(language: Language): Promise<void> {
  loaded[language] ??= await loads[language]();
}

/** The words of a language; English ones as long as its own are not loaded. */
export const wordsOf = (language: Language): Words => loaded[language] ?? en;

/** The words of the language that is set; renders again when another is chosen. */
export const useWords = (): Words => wordsOf(usePreference((p) => p.language));
