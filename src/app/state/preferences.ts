/**
 * What a person set about the page itself, not about a run: its language, keys and notifications. Kept by the browser where
 * it lets us; the language is asked of the browser's own else. The colour scheme is Mantine's to keep: it must be known before the first paint.
 */
import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { type Keep, keepText, keptText } from '../storage/texts.ts';
import { requiredContext } from './context.ts';
import { searchOf } from './url.ts';

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
}
export type PreferencesStore = StoreApi<Preferences>;

/** Where preferences come from and where they are kept. */
export interface PreferencesHome {
  readonly keep: Keep;
  /** `navigator.languages`: best first. */
  readonly languages: readonly string[];
  /** `location.search`: its `lang` goes before everything else and is not kept. */
  readonly search: string;
}

/** Of the language in the address. */
const languageName = 'lang';
const storageKeyOf = (name: keyof Preferences): string => `resnet-playground.${name}`;

const isLanguage = (text: unknown): text is Language => languages.some((language) => language === text);

/** The language of a tag such as `zh-Hant-TW`, if it is one of ours. */
function languageOf(tag: string | null | undefined): Language | undefined {
  const [first] = tag?.toLowerCase().split('-') ?? [];
  return isLanguage(first) ? first : undefined;
}

function firstLanguage({ keep, languages: wanted, search }: PreferencesHome): Language {
  return (
    languageOf(new URLSearchParams(search).get(languageName)) ??
    languageOf(keptText(keep, storageKeyOf('language'))) ??
    wanted.map(languageOf).find((language) => language !== undefined) ??
    'en'
  );
}

export function createPreferences(home: PreferencesHome): PreferencesStore {
  const kept = (name: 'shortcuts' | 'notify') => keptText(home.keep, storageKeyOf(name));
  const store = createStore<Preferences>(() => ({
    language: firstLanguage(home),
    shortcuts: kept('shortcuts') !== 'false',
    notify: kept('notify') === 'true',
  }));
  store.subscribe((now, before) => {
    for (const name of ['language', 'shortcuts', 'notify'] as const)
      if (now[name] !== before[name]) keepText(home.keep, storageKeyOf(name), String(now[name]));
  });
  return store;
}

/** `location.search` without the language. */
export function withoutLanguage(search: string): string {
  const query = new URLSearchParams(search);
  if (!query.has(languageName)) return search;
  query.delete(languageName);
  return searchOf(query);
}

export const [PreferencesContext, usePreferences] = requiredContext<PreferencesStore>('PreferencesContext');

/** One preference; renders again when it changes. */
export const usePreference = <T>(select: (preferences: Preferences) => T): T =>
  useStore(usePreferences(), select);
