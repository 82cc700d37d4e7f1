/**
 * A hand-in: the file of a checkpoint with two more entries in its metadata, so that whoever reads checkpoints reads it too. One says who
 * hands it in, what it claims and for which assignment; the other is the SHA-256 of the whole file, in which its own digits and those of the
 * checksum (`seal.ts`) count as zeros. Both tell of damage and of careless edits; whoever edits a file with care makes them right again,
 * which is why a claim is evaluated from the weights.
 */
import * as v from 'valibot';
import { FaultError } from '../base/errors.ts';
import { parseStrictJson } from '../base/json.ts';
import { sha256Hex } from '../base/sha256.ts';
import type { HandInProblem } from '../problems/classroom.ts';
import { specOf } from '../training/config.ts';
import { positive, text } from '../training/schemas.ts';
import { runOf, type StoredRun } from './checkpointFile.ts';
import { fits } from './inferSpecs.ts';
import { readHeaderWithinBounds, readSafetensors, type Source, writeSafetensors } from './safetensors.ts';
import { dataOf, placeOfText, seal, sealKey, unsealed } from './seal.ts';
import { outlineOf } from './stateFile.ts';

export const handInKey = 'resnet-playground-hand-in';
const sumKey = 'sha256';
const noSum = '0'.repeat(64);
const format = 1;
/** The hand-in, its assignment. */
const deepest = 2;

/** Characters of a name. */
export const longestName = 80;

/** Only checks that the page has anyway: one more would be in its first script. */
const textThat = (is: (text: string) => boolean) => v.pipe(v.string(), v.check(is));
const schema = v.object({
  format: v.literal(format),
  name: textThat((name) => name.trim() !== '' && name.length <= longestName),
  /** When it was saved, in ISO 8601. */
  saved: textThat((time) => /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(time) && !Number.isNaN(Date.parse(time))),
  claim: v.object({
    testAccuracy: v.pipe(
      v.number(),
      v.check((share) => share >= 0 && share <= 1),
    ),
    pictures: positive,
  }),
  assignment: v.optional(
    v.object({
      lock: text(4000),
      task: text(400),
      hash: textThat((hash) => /^[0-9a-f]{64}$/.test(hash)),
    }),
  ),
});

export type HandIn = Omit<v.InferOutput<typeof schema>, 'format'>;

/** A file that is no hand-in that can be checked. */
export class HandInError extends FaultError<HandInProblem> {
  override name = 'HandInError';
}

/** @param checkpoint The file of a run that was trained to its end. */
export async function handInFile(checkpoint: Uint8Array, handIn: HandIn): Promise<Uint8Array> {
  const { tensors, metadata } = readSafetensors(checkpoint);
  const told = JSON.stringify({ format, ...handIn });
  const all = { ...metadata, [handInKey]: told, [sumKey]: noSum, [sealKey]: unsealed };
  const bytes = writeSafetensors({ tensors, metadata: all });
  const sum = await sha256Hex(bytes);
  bytes.set(new TextEncoder().encode(sum), placeOfText(bytes, sumKey));
  return seal(bytes);
}

export interface ReadHandIn {
  readonly handIn: HandIn;
  readonly run: StoredRun;
  /** Whether the file is as it was saved. */
  readonly whole: boolean;
  /** The SHA-256 of the tensors alone: equal for two files with the same weights. */
  readonly weights: string;
}

function claimIn(told: string | undefined): HandIn {
  if (told === undefined) throw new HandInError({ kind: 'no-hand-in' });
  let json: unknown;
  try {
    json = parseStrictJson(told, deepest);
  } catch {
    throw new HandInError({ kind: 'hand-in-not-right' });
  }
  const written = Object(json).format as unknown;
  if (Number.isSafeInteger(written) && (written as number) > format)
    throw new HandInError({ kind: 'hand-in-newer', format: written as number });
  const { success, output } = v.safeParse(schema, json);
  if (!success) throw new HandInError({ kind: 'hand-in-not-right' });
  const { format: _, ...handIn } = output;
  return handIn;
}

/** Whether the SHA-256 of a file is the one that it says. Changes the bytes. */
async function isWhole(bytes: Uint8Array, sum: string | undefined): Promise<boolean> {
  const zeros = new TextEncoder().encode(noSum);
  const places = [placeOfText(bytes, sumKey), placeOfText(bytes, sealKey) + unsealed.indexOf(':') + 1];
  if (sum === undefined || sum.length !== noSum.length || places.some((place) => place <= 0)) return false;
  bytes.set(zeros, places[0]);
  bytes.set(zeros.subarray(0, 8), places[1]);
  return (await sha256Hex(bytes)) === sum;
}

/**
 * Reads all of a hand-in but its tensors, of which it reads no number.
 * @throws HandInError where it is no hand-in, ProblemError where it is no file of weights or has no run.
 */
export async function readHandIn(source: Source): Promise<ReadHandIn> {
  const header = await readHeaderWithinBounds(source);
  const { metadata } = header;
  const handIn = claimIn(metadata[handInKey]);
  const run = runOf(metadata, true);
  // A config that is of another network than the tensors might ask for any amount of memory.
  if (!fits(specOf(run.config), outlineOf(header).weights))
    throw new HandInError({ kind: 'hand-in-not-right' });
  const bytes = await source.read(0, source.size);
  const weights = await sha256Hex(dataOf(bytes));
  return { handIn, run, whole: await isWhole(bytes, metadata[sumKey]), weights };
}
