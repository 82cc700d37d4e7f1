/** The hash that names a set: of its classes, labels and pixels in their order, the same on every machine. */
import { sha256Hex } from '../../base/sha256.ts';
import type { Labels } from '../../training/labels.ts';
import type { SplitName } from '../sets/index.ts';
import type { MadeSplit } from './madeSplit.ts';

/** Two bytes each, the lower first, whatever kind of array they are kept in. */
function labelBytes(labels: Labels): Uint8Array {
  const view = new DataView(new ArrayBuffer(2 * labels.length));
  for (const [i, label] of labels.entries()) view.setUint16(2 * i, label, true);
  return new Uint8Array(view.buffer);
}

const splitHashes = async ({ labels, pixels }: MadeSplit) => ({
  labels: await sha256Hex(labelBytes(labels)),
  pixels: await sha256Hex(pixels),
});

/** 64 lower-case hexadecimal digits. */
export async function contentHash(
  classes: readonly string[],
  imageSize: number,
  splits: Readonly<Record<SplitName, MadeSplit>>,
): Promise<string> {
  const train = await splitHashes(splits.train);
  const test = await splitHashes(splits.test);
  return sha256Hex(new TextEncoder().encode(JSON.stringify({ classes, imageSize, train, test })));
}
