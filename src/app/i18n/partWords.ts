/**
 * The words of a part of the page that is loaded when it is first shown: they come with it, in every language, and the first script does
 * not carry them. What the stage, the palette and other parts say of it stays in the catalogues.
 */
import type { Language } from '../state/preferences.ts';
import { usePreference } from '../state/react.ts';

/** @returns A hook that gives the words in the language that is set. */
export const partWords =
  <W>(texts: Readonly<Record<Language, W>>): (() => W) =>
  () =>
    texts[usePreference(({ language }) => language)];
