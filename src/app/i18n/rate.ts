/** The words of the dialog that finds a learning rate, which come with it. */
import { rate as en } from './en/rate.ts';
import { partWords } from './partWords.ts';
import { rate as zh } from './zh/rate.ts';

export const useRateWords = partWords({ en, zh });
