import { speed as en } from './en/speed.ts';
import { partWords } from './partWords.ts';
import { speed as zh } from './zh/speed.ts';

export const useSpeedWords = partWords({ en, zh });
export type SpeedWords = typeof en;
