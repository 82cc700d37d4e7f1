/**
 * The path of a run in its folder: weights at the ends of some of its epochs, in a folder `path` beside its checkpoints. As on the page they
 * are few and bounded (`storage/pathRepository.ts`), and a run never fails for want of them.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { writeWhole } from '../base/node/wholeFile.ts';
import type { Checkpoint } from '../formats/checkpoint.ts';
import { blocksOf, firstPoint, pathFile, pathPoint, readPathFile } from '../formats/pathPoint.ts';
import type { PathPoint } from '../nn/pathPlane.ts';
import { isAstray, pathLimits, pointBytes, thinned } from '../storage/pathRepository.ts';
import type { KeptPath } from '../trainer/landscapePlane.ts';
import type { RunConfig } from '../training/settings.ts';

const folderName = 'path';
const fileName = (epoch: number): string => `epoch-${epoch}.safetensors`;
const isPathFile = (name: string): boolean => /^epoch-\d+\.safetensors$/.test(name);

interface StoredPoint {
  readonly point: PathPoint;
  readonly blocks: string;
}

/** What a folder has of a path, by epoch. What cannot be read does not count. */
function readFolder(folder: string): StoredPoint[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter(isPathFile)
    .flatMap((name) => {
      try {
        return readPathFile(readFileSync(join(folder, name))) ?? [];
      } catch {
        return [];
      }
    })
    .sort((a, b) => a.point.epoch - b.point.epoch);
}

/** The path of the run that a file of weights, or a folder that `train --out` wrote, is of. */
function readPath(path: string): PathPoint[] {
  const run = existsSync(path) && statSync(path).isDirectory() ? path : dirname(resolve(path));
  return [run, dirname(run)]
    .map((folder) => readFolder(join(folder, folderName)).map(({ point }) => point))
    .reduce((found, next) => (found.length > 0 ? found : next));
}

/** What is kept of the way to weights that have some steps behind them. */
export function keptPath(path: string, step: number): KeptPath {
  const points = readPath(path);
  const later = points.find(({ epoch }) => epoch > 0);
  return { points, step, epoch: later ? (step * later.epoch) / later.step : 0 };
}

export interface PathBeginning {
  /** The config of a run that begins with fresh weights. */
  readonly fresh?: RunConfig;
  /** The folder of the run that this one goes on with. */
  readonly resumed?: string;
}

/** @returns what keeps a checkpoint. It never throws. */
export function openPath(run: string, { fresh, resumed }: PathBeginning): (checkpoint: Checkpoint) => void {
  const folder = join(run, folderName);
  const at = (epoch: number) => join(folder, fileName(epoch));
  let known: {
    readonly epoch: number;
    readonly step: number;
    readonly bytes: number;
    readonly blocks: string;
  }[] = [];
  let opened = false;

  const write = (point: PathPoint, blocks: string) => {
    writeWhole(at(point.epoch), pathFile(point, blocks));
    const { epoch, step } = point;
    known = [
      ...known.filter((info) => info.epoch !== epoch),
      { epoch, step, bytes: pointBytes(point), blocks },
    ];
  };
  const remove = ({ epoch }: { readonly epoch: number }) => {
    rmSync(at(epoch), { force: true });
    known = known.filter((info) => info.epoch !== epoch);
  };
  /** What there is already: of the run itself, of the one that it goes on with, or of one that nobody goes on with. */
  function open(): void {
    mkdirSync(folder, { recursive: true });
    const here = resumed === undefined ? [] : readFolder(folder);
    for (const name of readdirSync(folder))
      if (isPathFile(name) && !here.some(({ point }) => fileName(point.epoch) === name))
        rmSync(join(folder, name));
    known = here.map(({ point: { epoch, step, weights }, blocks }) => ({
      epoch,
      step,
      bytes: pointBytes({ weights }),
      blocks,
    }));
    if (resumed !== undefined && resolve(resumed) !== resolve(run))
      for (const { point, blocks } of readFolder(join(resumed, folderName))) write(point, blocks);
    if (fresh) write(firstPoint(fresh), blocksOf(fresh));
    opened = true;
  }

  return (checkpoint) => {
    try {
      const place = { step: checkpoint.position.step, blocks: blocksOf(checkpoint.config) };
      const point = pathPoint(checkpoint);
      if (point && pointBytes(point) > pathLimits.ofPoint) return;
      if (!opened && point) open();
      known.filter((info) => isAstray(info, place)).forEach(remove);
      if (point) write(point, place.blocks);
      thinned(known).forEach(remove);
    } catch {
      // Whoever keeps the checkpoints says what is wrong with the disk.
    }
  };
}
