/**
 * Preferences of the page itself, not of a run: language, single keys and notifications. The browser stores them.
 * Until a language is chosen, the browser's own decides. Mantine stores the colour scheme, because it must be known
 * before the first paint.
 */
import type { StoreApi } from 'zustand/vanilla';
import { createPersisted, type TextStorage } from '../storage/persisted.ts';
import { queryOf, searchOf } from './url.ts';

export const languages = ['en', 'zh'] as const;
export type Language = (typeof languages)[number];

/** The one to change to. */
export const otherLanguage = (language: Language): Language => (language === 'en' ? 'zh' : 'en');

export interface Preferences {
  readonly language: Language;
  /** Whether single keys act, wherever the focus is. */
  readonly shortcuts: boolean;
  /** Whether a notification tells of the end of a run that nobody watches. */
  readonly notify: boolean;
  /** How many of the first minute's hints are done with; all of them once a person has hidden them. */
  readonly hintsDone: number;
}
export type PreferencesStore = StoreApi<Preferences>;

export interface PreferencesSource {
  readonly storage: TextStorage;
  /** `navigator.languages`: best first. */
  readonly languages: readonly string[];
  /** `location.search`: its `lang` goes before everything else and is not stored. */
  readonly search: string;
}

/** Of the language in the address. */
const languageName = 'lang';
const isLanguage = (text: unknown): text is Language => languages.some((language) => language === text);

/** The language of a tag such as `zh-Hant-TW`, if it is one of ours. */
function languageOf(tag: string | null | undefined): Language | undefined {
  const [first] = tag?.toLowerCase().split('-') ?? [];
  return isLanguage(first) ? first : undefined;
}

/** What versions up to 217e12d stored: a text for each preference. */
function earlier(text: (name: string) => string | undefined): Partial<Preferences> {
  const isOn = (name: string) => (text(name) === undefined ? undefined : text(name) === 'true');
  return { language: languageOf(text('language')), shortcuts: isOn('shortcuts'), notify: isOn('notify') };
}

/** The language is stored only once it is changed by hand: until then, browser and address are asked again. */
export function createPreferences({
  storage,
  languages: wanted,
  search,
}: PreferencesSource): PreferencesStore {
  const inAddress = languageOf(queryOf(search).get(languageName));
  const ofBrowser = wanted.map(languageOf).find((language) => language !== undefined);
  return createPersisted<Preferences, Preferences>(
    { language: inAddress ?? ofBrowser ?? 'en', shortcuts: true, notify: false, hintsDone: 0 },
    {
      storage,
      name: 'preferences',
      select: (preferences) => preferences,
      restore(stored, state) {
        const { language, shortcuts, notify, hintsDone } = Object(stored) as Record<
          keyof Preferences,
          unknown
        >;
        return {
          language: inAddress ?? (isLanguage(language) ? language : state.language),
          shortcuts: typeof shortcuts === 'boolean' ? shortcuts : state.shortcuts,
          notify: typeof notify === 'boolean' ? notify : state.notify,
          hintsDone: typeof hintsDone === 'number' ? hintsDone : state.hintsDone,
        };
      },
      earlier,
    },
  );
}

/** `location.search` without the language. */
export function withoutLanguage(search: string): string {
  const query = queryOf(search);
  if (!query.has(languageName)) return search;
  query.delete(languageName);
  return searchOf(query);
}
