/** The manifest is untrusted: each way of being wrong gets a sentence that names the field. */
import { beforeAll, describe, expect, it } from 'vitest';
import { type Manifest, ManifestError, parseManifest } from '../../src/data/manifest.ts';
import { cifar10 } from '../../src/data/sets/cifar10/facts.ts';
import { preparedManifest } from './prepared.ts';

let good: Manifest;
beforeAll(async () => {
  good = await preparedManifest();
});

const bytesOf = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

/** A deep copy with the value at a dotted path replaced; undefined removes it. */
function changed(path: string, value: unknown): unknown {
  const copy = structuredClone(good) as unknown as Record<string, unknown>;
  const keys = path.split('.');
  const last = keys.pop()!;
  const holder = keys.reduce<Record<string, unknown>>((at, key) => at[key] as Record<string, unknown>, copy);
  if (value === undefined) delete holder[last];
  else holder[last] = value;
  return copy;
}

function refusal(bytes: Uint8Array): string {
  try {
    parseManifest(bytes, cifar10);
  } catch (error) {
    expect(error).toBeInstanceOf(ManifestError);
    return (error as Error).message;
  }
  return expect.fail('the manifest was accepted');
}

describe('parseManifest', () => {
  it('reads back what prepare wrote', () => {
    expect(parseManifest(bytesOf(good), cifar10)).toEqual(good);
    expect(good.train.shards.length).toBe(50);
    expect(good.test.shards.length).toBe(10);
    expect(good.mean).toEqual([0.4914, 0.4822, 0.4465]);
    expect(good.std).toEqual([0.247, 0.2435, 0.2616]);
  });

  it.each<[string, unknown]>([
    ['format', 'other'],
    ['version', 2],
    ['shape', [28, 28, 1]],
    ['shape', [32, 32, 3, 1]],
    ['tiles.columns', 41],
    ['classes', []],
    ['classes', [...cifar10.classes, 'fish']],
    ['classes.3', 'dog'],
    ['mean', [0.1, 0.2]],
    ['mean', [0.1, 0.2, 0.3, 0.4]],
    ['mean.1', 7],
    ['std.0', 0],
    ['train', undefined],
    ['train.labels.file', '../secrets.bin'],
    ['train.labels.sha256', 'abc'],
    ['train.shards.3.file', 'http://elsewhere/x.webp'],
    ['train.shards.3.bytes', -1],
    ['train.shards.3.bytes', 1.5],
    ['train.shards.3.bytes', 1e12],
    ['train.shards.3.sha256', undefined],
    ['train.shards.3.pixelsSha256', 'G'.repeat(64)],
    ['test.images', '10000'],
  ])('refuses %s = %j', (path, value) => {
    const message = refusal(bytesOf(changed(path, value)));
    expect(message).toContain(`"${path}`);
    expect(message).toContain('manifest.json');
  });

  it('refuses counts that do not fit together', () => {
    expect(refusal(bytesOf(changed('train.labels.bytes', 49_999)))).toContain('one label a picture');
    expect(refusal(bytesOf(changed('train.shards.3.images', 999)))).toContain('in every shard but the last');
    expect(refusal(bytesOf(changed('test.shards', good.test.shards.slice(1))))).toContain('every shard');
  });

  it('refuses what is no manifest at all', () => {
    expect(refusal(new TextEncoder().encode('<!doctype html>'))).toContain('not JSON');
    expect(refusal(Uint8Array.of(0xff, 0xfe, 0x00))).toContain('not JSON');
    expect(refusal(bytesOf(good).subarray(0, 5000))).toContain('not JSON');
    expect(refusal(bytesOf(null))).toContain('the whole');
    expect(refusal(new Uint8Array(2_000_000))).toContain('2000000 bytes');
  });
});
