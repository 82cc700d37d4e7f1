import { depth as en } from './en/depth.ts';
import { partWords } from './partWords.ts';
import { depth as zh } from './zh/depth.ts';

export const useDepthWords = partWords({ en, zh });
