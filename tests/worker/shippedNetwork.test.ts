/** The network that comes with the page, as its worker loads it: each file once, when it is wanted, and only what is as it should be. */
import { describe, expect, it } from 'vitest';
import { LoadError } from '../../src/data/dataError.ts';
import { frameFile } from '../../src/formats/frameFile.ts';
import { weightsFile } from '../../src/formats/stateFile.ts';
import { structureOf } from '../../src/model/structure.ts';
import { initialWeights } from '../../src/nn/init.ts';
import { specOf } from '../../src/training/config.ts';
import { defaultConfig } from '../../src/training/settings.ts';
import { createShipped } from '../../src/worker/shippedNetwork.ts';
import { frameAt } from '../training/someFrame.ts';
import { filesOf, sourceOf } from './shippedFiles.ts';

const config = { ...defaultConfig, blocks: [1], width: 2 };
const weights = weightsFile({
  weights: initialWeights(structureOf(specOf(config)), 'pytorch', 1),
  slots: [],
  steps: 3,
});
const parts = { config, weights, frame: frameFile(frameAt(1)) };

/** With some of its files in place of the right ones. */
async function opened(instead: Readonly<Record<string, Uint8Array | Error>> = {}) {
  const files = new Map([...(await filesOf(parts)), ...Object.entries(instead)]);
  const { source, read } = sourceOf(files);
  return { shipped: createShipped(() => source), read, files };
}
const bytes = (text: string) => new TextEncoder().encode(text);
const kindOf = (work: Promise<unknown>) =>
  work.then(
    () => 'nothing',
    (error) => error.problem.kind,
  );

describe('the network that comes with the page', () => {
  it('is loaded in the parts that are wanted, and each once', async () => {
    const { shipped, read } = await opened();
    expect(read).toEqual([]);
    const first = await shipped.frame();
    expect(first).toMatchObject({ network: { config, best: 1 }, frame: frameAt(1) });
    await shipped.frame();
    expect(read).toEqual(['manifest.json', 'tiny-frame.safetensors']);
    expect((await shipped.weights())?.state.steps).toBe(3);
    expect(read.slice(2)).toEqual(['tiny.safetensors']);
  });

  it('is none where its manifest is missing, in all ways in which servers say so', async () => {
    for (const fault of [{ kind: 'web-page' }, { kind: 'refused', status: 404 }] as const) {
      const { shipped } = await opened({ 'manifest.json': new LoadError(fault) });
      expect([await shipped.frame(), await shipped.weights()]).toEqual([undefined, undefined]);
    }
  });

  it.each([
    ['manifest.json', 'the manifest', 'frame'],
    ['tiny-frame.safetensors', 'the frame', 'frame'],
    ['tiny.safetensors', 'the weights', 'weights'],
  ] as const)('says where %s is damaged or not to be had, and is there once it is', async (name, _, part) => {
    const { shipped, files } = await opened({ [name]: new LoadError({ kind: 'unreachable' }) });
    expect(await kindOf(shipped[part]())).toBe('shipped-not-loaded');
    const good = (await filesOf(parts)).get(name) as Uint8Array;
    const damaged = good.slice();
    damaged[damaged.length - 2] = 0xff;
    for (const bad of [damaged, good.subarray(0, 50), bytes('<!doctype html>')]) {
      files.set(name, bad);
      expect(await kindOf(shipped[part]())).toBe('shipped-unusable');
    }
    files.set(name, good);
    expect(await shipped[part]()).toBeDefined();
  });

  it('is refused where a file is right by its checksum and yet not what it should be', async () => {
    const swapped = await filesOf({ ...parts, weights: parts.frame, frame: weights });
    const shipped = createShipped(() => sourceOf(swapped).source);
    expect(await kindOf(shipped.frame())).toBe('shipped-unusable');
    expect(await kindOf(shipped.weights())).toBe('shipped-unusable');
    const other = await filesOf({ ...parts, config: { ...config, width: 3 } });
    expect(await kindOf(createShipped(() => sourceOf(other).source).weights())).toBe('shipped-unusable');
  });
});
