import { price as en } from './en/price.ts';
import { partWords } from './partWords.ts';
import { price as zh } from './zh/price.ts';

export const usePriceWords = partWords({ en, zh });
