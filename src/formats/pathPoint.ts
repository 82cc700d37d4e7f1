/** The points of a run's path: out of its checkpoints, and as files. They hold what moves in a landscape alone, as it is tested. */
import { structureOf } from '../model/structure.ts';
import { moving } from '../nn/directions.ts';
import { initialWeights } from '../nn/init.ts';
import type { PathPoint } from '../nn/pathPlane.ts';
import { settled } from '../nn/slots.ts';
import { specOf } from '../training/config.ts';
import type { RunConfig } from '../training/settings.ts';
import type { Checkpoint } from './checkpoint.ts';
import { readStateFile, stateFile } from './stateFile.ts';

/** The depth of a network as a word. */
export const blocksOf = ({ blocks }: Pick<RunConfig, 'blocks'>): string => blocks.join();

/** @returns undefined within an epoch. */
export function pathPoint({ position, state }: Checkpoint): PathPoint | undefined {
  const { step, epoch, totals } = position;
  if (epoch === 0 || totals.images > 0) return undefined;
  return { epoch, step, weights: moving(settled(state).weights) };
}

/** What a run begins with that begins with fresh weights. */
export function firstPoint(config: RunConfig): PathPoint {
  const { init, seed, zeroInit } = config;
  const weights = initialWeights(
    structureOf(specOf(config)),
    init,
    seed,
    zeroInit,
    ({ shape }) => shape.length > 1,
  );
  return { epoch: 0, step: 0, weights };
}

const [epochKey, blocksKey] = ['epoch', 'blocks'];

export const pathFile = ({ epoch, step, weights }: PathPoint, blocks: string): Uint8Array =>
  stateFile({ weights, slots: [], steps: step }, { [epochKey]: String(epoch), [blocksKey]: blocks });

/**
 * @returns undefined where it is a file of weights, but no point of a path.
 * @throws SafetensorsError where it is no whole file of weights.
 */
export function readPathFile(
  bytes: Uint8Array,
): { readonly point: PathPoint; readonly blocks: string } | undefined {
  const { weights, steps, metadata } = readStateFile(bytes);
  const { [epochKey]: epoch, [blocksKey]: blocks } = metadata;
  if (epoch === undefined || !/^\d+$/.test(epoch) || blocks === undefined) return undefined;
  return { point: { epoch: Number(epoch), step: steps, weights }, blocks };
}
