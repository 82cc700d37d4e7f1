import { shapes as en } from './en/shapes.ts';
import { partWords } from './partWords.ts';
import { shapes as zh } from './zh/shapes.ts';

export const useShapesWords = partWords({ en, zh });
