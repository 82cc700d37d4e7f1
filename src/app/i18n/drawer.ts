import { drawer as en } from './en/drawer.ts';
import { partWords } from './partWords.ts';
import { drawer as zh } from './zh/drawer.ts';

export const useDrawerWords = partWords({ en, zh });
export type DrawerWords = typeof en;
