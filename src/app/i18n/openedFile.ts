import { openedFile as en } from './en/openedFile.ts';
import { partWords } from './partWords.ts';
import { openedFile as zh } from './zh/openedFile.ts';

export const useOpenedFileWords = partWords({ en, zh });
export type OpenedFileWords = typeof en;
