import { projection as en } from './en/projection.ts';
import { partWords } from './partWords.ts';
import { projection as zh } from './zh/projection.ts';

export const useProjectionWords = partWords({ en, zh });
