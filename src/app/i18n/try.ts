import { experiments as en } from './en/try.ts';
import { partWords } from './partWords.ts';
import { experiments as zh } from './zh/try.ts';

export const useTryWords = partWords({ en, zh });
export type TryWords = typeof en;
