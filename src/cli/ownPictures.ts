/** Pictures of one's own for the commands: read from a disk, found again beside a run, opened for a network. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import * as v from 'valibot';
import { reasonOf } from '../base/errors.ts';
import { writeWhole } from '../base/node/wholeFile.ts';
import { decodeFile } from '../data/node/decodeFile.ts';
import { diskFiles } from '../data/node/diskFiles.ts';
import { makeSet, type OwnSet } from '../data/own/makeSet.ts';
import { OwnDataError } from '../data/own/ownDataError.ts';
import type { Plan } from '../data/own/plan.ts';
import { usualSplitSeed } from '../data/own/splits.ts';
import { fits } from '../data/own/square.ts';
import { type OwnFile, stemOf } from '../data/own/tree.ts';
import { understand } from '../data/own/understand.ts';
import { type DatasetName, factsOf, isOwnName, rememberFacts } from '../data/sets/index.ts';
import { ownDataSentence } from '../problems/ownData.ts';
import { text } from '../training/schemas.ts';
import type { Terminal } from './command.ts';
import { countingUp } from './countingUp.ts';
import { type DataChoice, type DataExtras, makingFrom } from './dataOptions.ts';
import { UsageError } from './options.ts';
import { setText } from './setText.ts';

/** What cannot be used was refused before anything began. */
async function orRefused<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof OwnDataError) throw new UsageError(error.message, { cause: error });
    throw error;
  }
}

async function filesOf(path: string): Promise<OwnFile[]> {
  try {
    return await diskFiles(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error)
      throw new UsageError(`${path} cannot be read: is the path right?`, { cause: error });
    throw error;
  }
}

export interface ReadPictures {
  readonly plan: Plan;
  readonly set: OwnSet;
}

/** @throws UsageError with one sentence where nothing can be made of what lies there. */
export async function readPictures({ path, ...making }: DataChoice): Promise<ReadPictures> {
  const plan = await orRefused(filesOf(path).then(understand));
  const title = stemOf(resolve(path).replaceAll('\\', '/'));
  const onProgress = (done: number, total: number) => {
    if (done === total || done % 100 === 0) countingUp(done, total);
  };
  const set = await orRefused(makeSet(plan, { ...making, title, decode: decodeFile, onProgress }));
  return { plan, set };
}

/** The runs of a sweep take the same pictures, and none of them reads them again. */
let last: { readonly key: string; readonly set: OwnSet } | undefined;

/**
 * The set out of what lies at a path. From here on everybody knows its facts.
 * @param tell is told what one should know of it, when it is read.
 * @throws UsageError with one sentence.
 */
export async function readOwnSet(choice: DataChoice, tell: Terminal['tell']): Promise<OwnSet> {
  const key = JSON.stringify(choice);
  if (last?.key === key) return last.set;
  // Two sets at once may be more than a memory holds.
  last = undefined;
  const { set } = await readPictures(choice);
  for (const warning of set.warnings) tell(ownDataSentence(warning));
  rememberFacts(set.facts);
  last = { key, set };
  return set;
}

/** Where a run says in its folder which pictures it learned: not in its checkpoints, which people hand on. */
const whereName = 'data.json';

const where = v.object({
  path: text(10_000),
  imageSize: v.picklist([32, 64]),
  fit: v.picklist(fits),
  seed: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(2 ** 31 - 1)),
});

/** Leaves in the folder of a run where its pictures are. Never throws: without it they are asked for. */
export function leaveWhere(folder: string, choice: DataChoice): void {
  try {
    writeWhole(join(folder, whereName), JSON.stringify({ ...choice, path: resolve(choice.path) }));
  } catch {
    // Whoever keeps the checkpoints says what is wrong with the disk.
  }
}

/** What the folder of a run says of its pictures. @param path The folder, or a file in it. */
export function whereLeft(path: string): DataChoice | undefined {
  const folder = existsSync(path) && statSync(path).isDirectory() ? path : dirname(resolve(path));
  for (const file of [join(folder, whereName), join(dirname(folder), whereName)]) {
    try {
      return v.parse(where, JSON.parse(readFileSync(file, 'utf8')));
    } catch {
      // None, or none that can be used.
    }
  }
  return undefined;
}

/**
 * Pictures that are given again, made as they were: where nothing is said, as the folder of their run says, and in the size of their set.
 * @param near The folder of the run, or a file in it.
 */
export function choiceAgain(
  path: string,
  extras: Omit<DataExtras, 'data'>,
  name: DatasetName,
  near: string | undefined,
): DataChoice {
  const left = (near === undefined ? undefined : whereLeft(near)) ?? { fit: 'crop', seed: usualSplitSeed };
  const imageSize = factsOf(name).imageSize === 64 ? 64 : 32;
  return { path, ...makingFrom(extras, { fit: left.fit, seed: left.seed, imageSize }) };
}

/**
 * The pictures of an own set, where a run left word of them.
 * @param near The folder of the run, or a file in it.
 * @param what has learned them, as a sentence begins.
 * @throws UsageError where they are not there, or are others by now.
 */
export async function findOwnSet(
  name: DatasetName,
  near: string | undefined,
  what: string,
): Promise<OwnSet | undefined> {
  if (!isOwnName(name)) return undefined;
  const learned = `${what} learned pictures of somebody's own, ${setText(name)}`;
  const choice = near === undefined ? undefined : whereLeft(near);
  if (!choice) throw new UsageError(`${learned}: give them with --data PATH.`);
  let set: OwnSet;
  try {
    // What there is to say of it was said when the run began.
    set = await readOwnSet(choice, () => {});
  } catch (error) {
    throw new UsageError(
      `${learned}, which cannot be read any more (${reasonOf(error)}): give them with --data PATH.`,
    );
  }
  if (set.facts.name === name) return set;
  throw new UsageError(
    `${learned}, but in ${choice.path} there are others by now: give them with --data PATH.`,
  );
}
