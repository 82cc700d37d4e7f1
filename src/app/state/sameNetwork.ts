import { specOf } from '../../training/config.ts';
import type { RunConfig } from '../../training/settings.ts';

export const sameNetwork = (a: RunConfig, b: RunConfig): boolean =>
  JSON.stringify(specOf(a)) === JSON.stringify(specOf(b));
