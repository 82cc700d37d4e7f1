/** The catalogues of words. To add a language, add one more object of type `Words` and one line here. */

import type { Language } from '../state/preferences.ts';
import { usePreference } from '../state/react.ts';
import { en, type Words } from './en/index.ts';
import { zh } from './zh/index.ts';

export type { Words };

export const catalogues: Readonly<Record<Language, Words>> = { en, zh };

/** The words of the language that is set; renders again when another is chosen. */
export const useWords = (): Words => catalogues[usePreference((p) => p.language)];
