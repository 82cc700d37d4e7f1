/** What `train --out` of an earlier version left goes on: its files name no data set, which means CIFAR-10. */
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkpointFile, readCheckpointFile, runKey } from '../../src/formats/checkpointFile.ts';
import { configOfWeights } from '../../src/formats/modelMetadata.ts';
import { readStateFile, stateFile } from '../../src/formats/stateFile.ts';
import { preparedManifest } from '../data/prepared.ts';
import { resnet } from './kit.ts';

const left = fileURLToPath(new URL('../fixtures/cli/217e12d/', import.meta.url));
let folder: string;
const at = (...path: string[]) => join(folder, ...path);
const stateAt = (...path: string[]) => readStateFile(readFileSync(at(...path)));
const epochLines = (text: string) =>
  text
    .split('\n')
    .filter((line) => line.includes('"type":"epoch"'))
    .map((line) => JSON.parse(line) as { epoch: number; testAccuracy: number; testLoss: number });

beforeAll(async () => {
  await preparedManifest();
  folder = mkdtempSync(join(tmpdir(), 'earlier-'));
  cpSync(left, folder, { recursive: true });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the folder of commit 217e12d', () => {
  it('names no data set, and is read as CIFAR-10', () => {
    for (const file of ['last.safetensors', 'best.safetensors']) {
      const { metadata } = stateAt(file);
      expect(metadata.dataset).toBeUndefined();
      expect(configOfWeights(metadata)).toMatchObject({ dataset: 'cifar10', blocks: [1], width: 4 });
    }
    const { metadata } = stateAt('checkpoint', 'run.safetensors');
    expect(JSON.parse(metadata[runKey]!).config).not.toHaveProperty('dataset');
    const checkpoint = readCheckpointFile(readFileSync(at('checkpoint', 'run.safetensors')));
    expect(checkpoint.config).toMatchObject({ dataset: 'cifar10', trainImages: 2000, testImages: 64 });
    // There was no other way.
    expect(checkpoint.config.storage).toBe('float32');
    expect(checkpoint.position.epoch).toBe(3);
  });

  it('measures as it did, goes on, and names its data set from then on', async () => {
    const before = epochLines(readFileSync(at('log.ndjson'), 'utf8'));
    const weights = ['--weights', at('last.safetensors'), '--test-images', '64', '--json'];
    const measured = await resnet(['evaluate', ...weights]);
    expect(measured.stderr).not.toContain('resnet:');
    const { testLoss, testAccuracy } = JSON.parse(measured.stdout);
    expect(testAccuracy).toBeCloseTo(before[2]!.testAccuracy, 6);
    expect(testLoss).toBeCloseTo(before[2]!.testLoss, 3);

    const { code, stdout } = await resnet(['train', '--resume', folder, '--epochs', '4', '--json']);
    expect(code).toBe(0);
    expect(epochLines(stdout).map(({ epoch }) => epoch)).toEqual([4]);
    for (const file of [['last.safetensors'], ['checkpoint', 'run.safetensors']])
      expect(stateAt(...file).metadata.dataset).toBe('cifar10');
    expect(readCheckpointFile(readFileSync(at('checkpoint', 'run.safetensors'))).config).toMatchObject({
      dataset: 'cifar10',
      trainImages: 2000,
      epochs: 4,
    });
  });

  it('names its device from then on, and goes on with another one only where that is asked for', async () => {
    const path = at('checkpoint', 'run.safetensors');
    const checkpoint = readCheckpointFile(readFileSync(path));
    expect(checkpoint.device?.backend).toBe('webgpu');
    writeFileSync(path, checkpointFile({ ...checkpoint, device: { backend: 'webgl', name: 'a card' } }));
    const onwards = ['train', '--resume', folder, '--epochs', '5', '--json'];
    const log = readFileSync(at('log.ndjson'), 'utf8');
    const asked = await resnet([...onwards, '--out', at('elsewhere', 'next')]);
    expect(asked.code).toBe(2);
    expect(asked.stderr).toMatch(
      /^resnet: This run was trained by WebGL on a card, and here WebGPU on .* would train it: .*add --allow-other-device\.$/m,
    );
    expect(existsSync(at('elsewhere')), 'a refusal leaves no folder').toBe(false);
    expect(readCheckpointFile(readFileSync(path)).position).toEqual(checkpoint.position);
    expect(readFileSync(at('log.ndjson'), 'utf8')).toBe(log);
    const { code, stdout } = await resnet([...onwards, '--allow-other-device']);
    expect(code).toBe(0);
    expect(epochLines(stdout).map(({ epoch }) => epoch)).toEqual([5]);
    expect(readCheckpointFile(readFileSync(path)).device).toEqual(checkpoint.device);
  });

  it('cannot go on with another data set or stored in another way, nor can a run of one that is not known', async () => {
    const other = await resnet(['train', '--resume', folder, '--dataset', 'cifar10', '--epochs', '9']);
    expect([other.code, other.stderr]).toEqual([
      2,
      'resnet: --dataset cannot change in a resumed run: leave it out, or start a new run.\n',
    ]);
    const stored = await resnet(['train', '--resume', folder, '--storage', 'float16', '--epochs', '9']);
    expect([stored.code, stored.stderr]).toEqual([
      2,
      'resnet: --storage cannot change in a resumed run: leave it out, or start a new run.\n',
    ]);
    const unknown = await resnet(['train', '--dataset', 'mnist']);
    expect([unknown.code, unknown.stderr]).toEqual([
      2,
      'resnet: --dataset must be cifar10, but it is "mnist".\n',
    ]);
    const checkpoint = readCheckpointFile(readFileSync(join(left, 'checkpoint', 'run.safetensors')));
    const { metadata, ...state } = readStateFile(checkpointFile(checkpoint));
    const foreign = metadata[runKey]!.replace('"dataset":"cifar10"', '"dataset":"mnist"');
    expect(foreign).toContain('mnist');
    expect(() => readCheckpointFile(stateFile(state, { ...metadata, [runKey]: foreign }))).toThrow(
      /^The run in this checkpoint has a wrong setting: dataset must be cifar10, but it is "mnist"\.$/i,
    );
  });
});
