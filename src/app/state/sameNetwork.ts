import { specOf } from '../../training/config.ts';
import type { RunConfig } from '../../training/settings.ts';

/** Whether a network that trains under one config can become that of another: without shortcuts none can. */
export const canBecome = (now: RunConfig, then: RunConfig): boolean =>
  now.shortcut !== 'none' &&
  now.blocks.length === then.blocks.length &&
  sameNetwork(now, { ...then, blocks: now.blocks });

export const sameNetwork = (a: RunConfig, b: RunConfig): boolean =>
  JSON.stringify(specOf(a)) === JSON.stringify(specOf(b));
