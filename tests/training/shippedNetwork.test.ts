/** The manifest of the network that comes with the page is read strictly: whatever is wrong with it, it is refused in one sentence. */
import { describe, expect, it } from 'vitest';
import { defaultConfig } from '../../src/training/settings.ts';
import {
  mostManifestBytes,
  mostShippedBytes,
  parseShippedManifest,
  shippedAccuracy,
  shippedFormat,
  shippedVersion,
} from '../../src/training/shippedNetwork.ts';

const epoch = { epoch: 1, trainLoss: 1, trainAccuracy: 0.5, testLoss: 1.1, testAccuracy: 0.4 };
const good = {
  format: shippedFormat,
  version: shippedVersion,
  config: defaultConfig,
  command: 'resnet train --model resnet20 --epochs 2',
  device: 'a graphics card',
  epochs: [epoch, { ...epoch, epoch: 2, testAccuracy: 0.6 }],
  best: 2,
  steps: 782,
  file: 'resnet20.safetensors',
  bytes: 1_108_192,
  sha256: '0123456789abcdef'.repeat(4),
};
const read = (manifest: unknown) => parseShippedManifest(new TextEncoder().encode(JSON.stringify(manifest)));

describe('the manifest', () => {
  it('tells how the network was trained, and how good it is', () => {
    const manifest = read(good);
    expect(manifest).toEqual(good);
    expect(shippedAccuracy(manifest)).toBe(0.6);
  });

  it.each<[string, object]>([
    ['another format', { format: 'resnet-playground-cifar10' }],
    ['a later version', { version: 2 }],
    ['a file in another folder', { file: '../licences.safetensors' }],
    ['a file of another site', { file: 'https://example.org/a.safetensors' }],
    ['a file of another kind', { file: 'resnet20.js' }],
    ['a file that is too large', { bytes: mostShippedBytes + 1 }],
    ['no checksum', { sha256: 'abc' }],
    ['no network', { config: { ...defaultConfig, width: -1 } }],
    ['no epochs', { epochs: [] }],
    ['an epoch that it does not have', { best: 3 }],
    ['no command', { command: undefined }],
  ])('with %s is refused', (_, wrong) => {
    expect(() => read({ ...good, ...wrong })).toThrow(/come|comes with this page/);
  });

  it('that is no JSON, says things twice or has no end is refused', () => {
    const texts = ['{', '<!doctype html>', '{"version":1,"version":2}', ' '.repeat(mostManifestBytes + 1)];
    for (const text of texts)
      expect(() => parseShippedManifest(new TextEncoder().encode(text))).toThrow('are damaged');
  });
});
