/** What a training step costs of the arithmetic that a step of the whole network would. Pure. */
import { stepMacs } from '../../model/frozen.ts';
import { structureOf } from '../../model/structure.ts';
import { summaryOf } from '../../model/summary.ts';
import { depthsOf, specOf } from '../../training/config.ts';
import type { RunConfig } from '../../training/settings.ts';

/** Of a mean epoch of the run: its network may change on the way. */
const meanOf = (config: RunConfig, of: (config: RunConfig) => number): number =>
  depthsOf(config).reduce((sum, { blocks, epochs }) => sum + epochs * of({ ...config, blocks }), 0) /
  config.epochs;

/** Multiplications of a picture, forward. */
export const meanMacs = (config: RunConfig): number => meanOf(config, (at) => summaryOf(specOf(at)).macs);

/** 0…1: what is left of a step where the front of the network is frozen. */
export function stepShare(config: RunConfig): number {
  if (config.freeze === 0) return 1;
  const macsAt = (freeze: number) => meanOf(config, (at) => stepMacs(structureOf(specOf(at)), freeze));
  return macsAt(config.freeze) / macsAt(0);
}

/** A forward pass takes about a third of a training step, which goes forward once and back twice. */
const wholeShare = 1 / 3;

/** What a test picture takes of a training picture's time. */
export const evaluationShare = (config: RunConfig): number => wholeShare / stepShare(config);
