import { maps as en } from './en/maps.ts';
import { partWords } from './partWords.ts';
import { maps as zh } from './zh/maps.ts';

export const useMapWords = partWords({ en, zh });
