import { predictions as en } from './en/predictions.ts';
import { partWords } from './partWords.ts';
import { predictions as zh } from './zh/predictions.ts';

export const usePredictionWords = partWords({ en, zh });
