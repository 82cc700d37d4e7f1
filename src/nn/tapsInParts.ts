/** A look at more pictures than a device takes at a time: part by part, and put together as if it had been one. */
import { InternalError } from '../base/errors.ts';
import type { BlockSizes, TappedMaps, TapRequest, Taps } from '../training/taps.ts';
import type { Engine } from './engine.ts';
import { readStemFilters } from './stemFilters.ts';

function joined(parts: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** The root mean square over all parts. @param weights Pictures of each, which all have as many elements. */
function sizeOf(parts: readonly (number | undefined)[], weights: readonly number[]): number | undefined {
  let [sum, all] = [0, 0];
  for (const [i, part] of parts.entries()) {
    if (part === undefined) return undefined;
    sum += (weights[i] ?? 0) * part ** 2;
    all += weights[i] ?? 0;
  }
  return Math.sqrt(sum / all);
}

/** @param weights Pictures of each part. */
function joinTaps(parts: readonly [Taps, ...Taps[]], weights: readonly number[]): Taps {
  const [first] = parts;
  const mapsOf = (pick: (taps: Taps) => TappedMaps | undefined): Float32Array =>
    joined(parts.flatMap((part) => pick(part)?.values ?? []));
  const { gradient } = first;
  return {
    logits: joined(parts.map(({ logits }) => logits)),
    pooled: first.pooled.map((block, i) => ({
      ...block,
      values: joined(parts.flatMap(({ pooled }) => pooled[i]?.values ?? [])),
    })),
    sizes: first.sizes.map((block, i): BlockSizes => {
      const size = (of: 'branch' | 'shortcut' | 'output') =>
        sizeOf(
          parts.map(({ sizes }) => sizes[i]?.[of]),
          weights,
        );
      return {
        ...block,
        branch: size('branch'),
        shortcut: size('shortcut'),
        output: size('output') ?? Number.NaN,
      };
    }),
    maps: first.maps.map((map, i) => ({ ...map, values: mapsOf(({ maps }) => maps[i]) })),
    ...(gradient && {
      gradient: {
        ...gradient,
        output: { ...gradient.output, values: mapsOf((taps) => taps.gradient?.output) },
        gradient: { ...gradient.gradient, values: mapsOf((taps) => taps.gradient?.gradient) },
      },
    }),
  };
}

/** Pictures of each part. In training mode pictures touch one another, so all go at once. */
function partsOf(count: number, { mode }: TapRequest, atOnce: number): number[] {
  const most = mode === 'training' ? count : atOnce;
  return Array.from({ length: Math.ceil(count / most) }, (_, i) => Math.min(most, count - i * most));
}

/** Compiles what `tapsInParts` needs, in the background. */
export async function warmUpTapsInParts(
  engine: Pick<Engine, 'warmUpTaps'>,
  count: number,
  request: TapRequest,
  atOnce: number,
): Promise<void> {
  const { filters: _, ...looks } = request;
  for (const part of new Set(partsOf(count, looks, atOnce))) await engine.warmUpTaps(part, looks);
}

/**
 * What `Engine.taps` tells of all pictures. Enqueued when this returns.
 * @param images N·S·S·3 bytes, NHWC, RGB, as they come from the data set.
 * @param atOnce Pictures that the device takes at a time.
 */
export async function tapsInParts(
  engine: Pick<Engine, 'taps' | 'readWeight'>,
  images: Uint8Array,
  count: number,
  request: TapRequest,
  atOnce: number,
): Promise<Taps> {
  const bytes = images.length / count;
  const { filters: wanted, ...looks } = request;
  const weights = partsOf(count, looks, atOnce);
  let end = 0;
  const parts = weights.map((size) => {
    const start = end;
    end += size;
    const batch = { images: images.subarray(start * bytes, end * bytes), labels: new Int32Array(size) };
    const { gradient } = looks;
    const part = gradient && { ...gradient, classes: gradient.classes.slice(start, end) };
    return engine.taps(batch, part ? { ...looks, gradient: part } : looks);
  });
  // Enqueued with the rest: the next step would change them.
  const read = wanted ? readStemFilters(engine) : undefined;
  const [[first, ...others], filters] = await Promise.all([Promise.all(parts), read]);
  if (!first) throw new InternalError('A look needs pictures.');
  const taps = others.length === 0 ? first : joinTaps([first, ...others], weights);
  return filters ? { ...taps, filters } : taps;
}
