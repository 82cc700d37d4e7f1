import { compare as en } from './en/compare.ts';
import { partWords } from './partWords.ts';
import { compare as zh } from './zh/compare.ts';

export type CompareWords = typeof en;
export const useCompareWords = partWords({ en, zh });
