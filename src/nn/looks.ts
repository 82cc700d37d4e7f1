/** Looks at a network: with all of its blocks or without some, and at more pictures than a device takes at a time. */
import type { Look, Seen } from '../training/questions.ts';
import type { Engine } from './engine.ts';
import { tapsInParts, warmUpTapsInParts } from './tapsInParts.ts';

/** What a look needs of an engine. */
export type Seer = Pick<Engine, 'taps' | 'warmUpTaps' | 'readWeight' | 'without'>;

const none: Look['taps'] = { mode: 'evaluation' };

/** Compiles what `lookAt` needs, in the background. @param atOnce Pictures that the device takes at a time. */
export async function warmUpLook(
  engine: Seer,
  count: number,
  { taps, without = [], compared = false }: Look,
  atOnce: number,
): Promise<void> {
  const cut: Pick<Engine, 'warmUpTaps'> = {
    warmUpTaps: (part, request) => engine.without(without, () => engine.warmUpTaps(part, request)),
  };
  await warmUpTapsInParts(without.length > 0 ? cut : engine, count, taps, atOnce);
  if (compared) await warmUpTapsInParts(engine, count, none, atOnce);
}

/**
 * What a network shows of all pictures, and where it is to be compared what it says of them with all of its blocks. Enqueued when this
 * returns: both are of the same weights.
 * @param images N·S·S·3 bytes, NHWC, RGB, as they come from the data set.
 */
export async function lookAt(
  engine: Seer,
  images: Uint8Array,
  count: number,
  { taps, without = [], compared = false }: Look,
  atOnce: number,
): Promise<Seen> {
  const look = () => tapsInParts(engine, images, count, taps, atOnce);
  const seen = without.length > 0 ? engine.without(without, look) : look();
  if (!compared) return seen;
  const [cut, whole] = await Promise.all([seen, tapsInParts(engine, images, count, none, atOnce)]);
  return { ...cut, whole: whole.logits };
}
