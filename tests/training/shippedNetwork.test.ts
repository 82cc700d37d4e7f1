/** The manifest of the network that comes with the page is read strictly: whatever is wrong with it, it is refused in one sentence. */
import { describe, expect, it } from 'vitest';
import { defaultConfig } from '../../src/training/settings.ts';
import {
  mostManifestBytes,
  mostShippedBytes,
  parseShippedManifest,
  shippedFormat,
  shippedVersion,
} from '../../src/training/shippedManifest.ts';
import { shippedAccuracy } from '../../src/training/shippedNetwork.ts';

const epoch = { epoch: 1, trainLoss: 1, trainAccuracy: 0.5, testLoss: 1.1, testAccuracy: 0.4 };
const network = {
  config: defaultConfig,
  command: 'resnet train --model resnet20 --epochs 2',
  device: 'a graphics card',
  epochs: [epoch, { ...epoch, epoch: 2, testAccuracy: 0.6 }],
  best: 2,
  steps: 782,
};
const weights = { file: 'resnet20.safetensors', bytes: 1_108_192, sha256: '0123456789abcdef'.repeat(4) };
const frame = { ...weights, file: 'resnet20-frame.safetensors', bytes: 140_000 };
const good = { format: shippedFormat, version: shippedVersion, network, weights, frame };
const read = (manifest: unknown) => parseShippedManifest(new TextEncoder().encode(JSON.stringify(manifest)));

describe('the manifest', () => {
  it('tells how the network was trained, and how good it is', () => {
    const manifest = read(good);
    expect(manifest).toEqual(good);
    expect(shippedAccuracy(manifest.network)).toBe(0.6);
  });

  it.each<[string, object]>([
    ['another format', { format: 'resnet-playground-cifar10' }],
    ['a later version', { version: 2 }],
    ['a file in another folder', { weights: { ...weights, file: '../licences.safetensors' } }],
    ['a file of another site', { frame: { ...frame, file: 'https://example.org/a.safetensors' } }],
    ['a file of another kind', { weights: { ...weights, file: 'resnet20.js' } }],
    ['files that are too large together', { weights: { ...weights, bytes: mostShippedBytes - 139_999 } }],
    ['no checksum', { weights: { ...weights, sha256: 'abc' } }],
    ['no frame', { frame: undefined }],
    ['no network', { network: { ...network, config: { ...defaultConfig, width: -1 } } }],
    ['no epochs', { network: { ...network, epochs: [] } }],
    ['an epoch that it does not have', { network: { ...network, best: 3 } }],
    ['no command', { network: { ...network, command: undefined } }],
  ])('with %s is refused', (_, wrong) => {
    expect(() => read({ ...good, ...wrong })).toThrow(/come|comes with this page/);
  });

  it('that is no JSON, says things twice or has no end is refused', () => {
    const texts = ['{', '<!doctype html>', '{"version":1,"version":2}', ' '.repeat(mostManifestBytes + 1)];
    for (const text of texts)
      expect(() => parseShippedManifest(new TextEncoder().encode(text))).toThrow('are damaged');
  });
});
