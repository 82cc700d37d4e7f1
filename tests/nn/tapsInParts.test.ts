/** A look in parts is a look at all pictures at once: nothing is lost, doubled or weighed wrongly where they are put together. */
import { expect, it } from 'vitest';
import { tapsInParts, warmUpTapsInParts } from '../../src/nn/tapsInParts.ts';
import type { TapRequest, Taps } from '../../src/training/taps.ts';

/** An engine whose every number is that of a picture: its first byte. */
function countingEngine() {
  const asked: { readonly count: number; readonly classes: readonly number[] | undefined }[] = [];
  const compiled: number[] = [];
  const taps = async ({ images }: { readonly images: Uint8Array }, request: TapRequest): Promise<Taps> => {
    const pictures = Array.from({ length: images.length / 12 }, (_, i) => images[12 * i] ?? Number.NaN);
    asked.push({ count: pictures.length, classes: request.gradient?.classes });
    const values = Float32Array.from(pictures);
    const map = { height: 1, width: 1, channels: 1, values };
    const output = Math.sqrt(pictures.reduce((sum, x) => sum + x * x, 0) / pictures.length);
    return {
      logits: values,
      pooled: [{ block: 'stem', channels: 1, values }],
      sizes: [{ block: 'stem', output }],
      maps: [{ block: 'stem', of: 'output', ...map }],
      ...(request.gradient && { gradient: { block: 'stem', output: map, gradient: map } }),
    };
  };
  const readWeight = async (name: string) => ({ name, shape: [2, 3, 1, 1], data: new Float32Array(6) });
  const engine = { taps, readWeight, warmUpTaps: async (count: number) => void compiled.push(count) };
  return { engine: engine as Parameters<typeof tapsInParts>[0] & typeof engine, asked, compiled };
}

const images = new Uint8Array(12 * 7);
for (let i = 0; i < 7; i++) images[12 * i] = i + 1;
const request: TapRequest = {
  mode: 'evaluation',
  gradient: { block: 'stem', classes: [0, 1, 2, 3, 4, 5, 6] },
};
const all = Float32Array.of(1, 2, 3, 4, 5, 6, 7);

it.each([1, 3, 7, 100])('puts parts of %d pictures together', async (atOnce) => {
  const { engine, asked } = countingEngine();
  const seen = await tapsInParts(engine, images, 7, request, atOnce);
  expect([seen.logits, seen.pooled[0]?.values, seen.maps[0]?.values]).toEqual([all, all, all]);
  expect([seen.gradient?.output.values, seen.gradient?.gradient.values]).toEqual([all, all]);
  expect(seen.sizes[0]?.output).toBeCloseTo(Math.sqrt(20), 6);
  expect(seen.sizes[0]?.branch).toBeUndefined();
  expect(asked.flatMap(({ classes }) => classes)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(Math.max(...asked.map(({ count }) => count))).toBe(Math.min(7, atOnce));
});

it('lets pictures that touch one another go at once, and compiles what it needs', async () => {
  const { engine, asked, compiled } = countingEngine();
  await tapsInParts(engine, images, 7, { ...request, mode: 'training' }, 3);
  expect(asked.map(({ count }) => count)).toEqual([7]);
  await warmUpTapsInParts(engine, 7, { ...request, mode: 'training' }, 3);
  await warmUpTapsInParts(engine, 7, request, 3);
  expect(compiled).toEqual([7, 3, 1]);
});

it('adds the filters of the stem where they are wanted, and the engine is not asked for them', async () => {
  const engine: Parameters<typeof tapsInParts>[0] = countingEngine().engine;
  const named: string[] = [];
  const requests: TapRequest[] = [];
  const watched: typeof engine = {
    taps: (batch, asked) => {
      requests.push(asked);
      return engine.taps(batch, asked);
    },
    readWeight: (name) => {
      named.push(name);
      return engine.readWeight(name);
    },
  };
  const seen = await tapsInParts(watched, images, 7, { ...request, filters: true }, 3);
  expect(seen.filters?.shape).toEqual([2, 3, 1, 1]);
  expect(named).toEqual(['features.0.weight']);
  for (const asked of requests) expect(asked).not.toHaveProperty('filters');
  expect((await tapsInParts(watched, images, 7, request, 3)).filters).toBeUndefined();
});
