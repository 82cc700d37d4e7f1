/** Which catalogue the page speaks from. One language so far; a second is one more object of type `Words`. */
import { createContext, useContext } from 'react';
import { en } from './en.ts';

export type Words = typeof en;

const WordsContext = createContext<Words>(en);
export const WordsProvider = WordsContext.Provider;
export const useWords = (): Words => useContext(WordsContext);
