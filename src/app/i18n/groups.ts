import { groups as en } from './en/groups.ts';
import { partWords } from './partWords.ts';
import { groups as zh } from './zh/groups.ts';

export type GroupWords = typeof en;
export const useGroupWords = partWords({ en, zh });
