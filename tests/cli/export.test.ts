/** `export` as a process: every format from weights, from a run's folder, and what it refuses. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isOfSweep, measuredFormats } from '../../src/cli/exportMeasured.ts';
import { measuredRuns } from '../../src/cli/measuredRuns.ts';
import { readStoredRun } from '../../src/cli/storedRun.ts';
import { cifar10 } from '../../src/data/sets/cifar10/facts.ts';
import { startPosition } from '../../src/formats/checkpoint.ts';
import { checkpointFile } from '../../src/formats/checkpointFile.ts';
import { modelMetadata } from '../../src/formats/modelMetadata.ts';
import { onnxFile } from '../../src/formats/onnx/network.ts';
import { readStateFile, weightsFile } from '../../src/formats/stateFile.ts';
import { specOf } from '../../src/training/config.ts';
import { defaultConfig } from '../../src/training/settings.ts';
import { livelyWeights } from '../formats/networks.ts';
import { byNewerVersion } from '../formats/newer.ts';
import { resnet } from './kit.ts';

const config = { ...defaultConfig, blocks: [1, 1], width: 3, shortcut: 'identity' } as const;
const spec = specOf(config);
const weights = livelyWeights(spec);
const slots = weights
  .filter((w) => !w.name.includes('running'))
  .map((w) => ({ ...w, name: `momentum.${w.name}` }));
const state = { weights, slots, steps: 5 };

let folder = '';
const at = (...names: string[]) => join(folder, ...names);
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'resnet-'));
  writeFileSync(at('ours.safetensors'), weightsFile(state, modelMetadata(config)));
  writeFileSync(at('bare.safetensors'), weightsFile(state));
  mkdirSync(at('run', 'checkpoint'), { recursive: true });
  const position = { ...startPosition, step: 5 };
  // What decides bits goes along.
  const device = { backend: 'webgpu', name: 'of a test' } as const;
  const kernels = { 'a pass': 'its kernel' };
  writeFileSync(
    at('run', 'checkpoint', 'run.safetensors'),
    checkpointFile({ config, position, epochs: [], device, kernels, state }),
  );
  mkdirSync(at('full'));
  writeFileSync(at('full', 'kept.txt'), 'mine');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function exported(weightsPath: string, format: string, out: string, ...more: string[]) {
  const args = ['--weights', at(weightsPath), '--format', format, '--out', at(out), ...more, '--json'];
  const { code, stdout, stderr } = await resnet(['export', ...args]);
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout.trim().split('\n')).toHaveLength(1);
  const json = JSON.parse(stdout);
  expect(Object.keys(json)).toEqual(['path', 'bytes']);
  expect(json.path).toBe(at(out));
  return json.bytes as number;
}

const sizesIn = (path: string): number =>
  readdirSync(path).reduce((sum, name) => sum + statSync(join(path, name)).size, 0);

describe('export', () => {
  it('safetensors: the same weights without the run, ready for evaluate', async () => {
    const bytes = await exported('run', 'safetensors', 'weights.safetensors');
    const file = readFileSync(at('weights.safetensors'));
    expect(bytes).toBe(file.length);
    const read = readStateFile(file);
    expect(new Map(read.weights.map((w) => [w.name, w]))).toEqual(new Map(weights.map((w) => [w.name, w])));
    expect([read.slots, read.steps]).toEqual([[], 5]);
    expect(read.metadata).toEqual({ ...modelMetadata(config), steps: '5' });
  });

  it('tfjs: a new folder with model.json and its shards', async () => {
    const bytes = await exported('ours.safetensors', 'tfjs', join('new', 'tfjs'));
    expect(readdirSync(at('new', 'tfjs')).sort()).toEqual(['group1-shard1of1.bin', 'model.json']);
    expect(bytes).toBe(sizesIn(at('new', 'tfjs')));
    expect(JSON.parse(readFileSync(at('new', 'tfjs', 'model.json'), 'utf8')).format).toBe('layers-model');
  });

  it('tfjs: the same as a zip', async () => {
    const bytes = await exported('ours.safetensors', 'tfjs', 'model.zip');
    const zip = readFileSync(at('model.zip'));
    expect(bytes).toBe(zip.length);
    expect(Object.keys(unzipSync(zip))).toEqual(['model.json', 'group1-shard1of1.bin']);
  });

  it('onnx: a file, over an older one, batch norm folded where asked', async () => {
    writeFileSync(at('model.onnx'), 'older');
    const bytes = await exported('ours.safetensors', 'onnx', 'model.onnx', '--fold');
    const file = readFileSync(at('model.onnx'));
    expect(bytes).toBe(file.length);
    expect(Buffer.compare(file, onnxFile(spec, weights, cifar10, { fold: true }))).toBe(0);
    await exported('ours.safetensors', 'onnx-folded', 'folded.onnx');
    expect(Buffer.compare(file, readFileSync(at('folded.onnx')))).toBe(0);
  });

  it('checkpoint: the run of a folder as one file, and nothing where there are weights alone', async () => {
    const bytes = await exported('run', 'checkpoint', 'run.safetensors');
    expect(bytes).toBe(statSync(at('run.safetensors')).size);
    expect(
      Buffer.compare(readFileSync(at('run.safetensors')), readFileSync(at('run/checkpoint/run.safetensors'))),
    ).toBe(0);
    const alone = ['--weights', at('ours.safetensors'), '--format', 'checkpoint', '--out', at('x')];
    const { code, stderr } = await resnet(['export', ...alone]);
    expect([code, existsSync(at('x'))]).toEqual([1, false]);
    expect(stderr).toMatch(/only weights, from which no run can be resumed/);
  });

  it("tensorboard: the event file of a folder's run, at the time when it was kept", async () => {
    await exported('run', 'tensorboard', 'log');
    const ended = statSync(at('run', 'checkpoint', 'run.safetensors')).mtimeMs / 1000;
    expect(readdirSync(at('log'))).toEqual([`events.out.tfevents.${Math.floor(ended)}.resnet-playground`]);
    const alone = ['--weights', at('ours.safetensors'), '--format', 'tensorboard', '--out', at('x')];
    expect((await resnet(['export', ...alone])).code).toBe(1);
  });

  it('csv and tensorboard of a sweep: a file or a folder for each run, also of one that has a log alone', async () => {
    const epoch = { type: 'epoch', epoch: 1, epochs: 9, step: 5, trainLoss: 2, trainAccuracy: 0.5 } as const;
    const epochs = [
      { ...epoch, testLoss: 2, testAccuracy: 0.5, learningRate: 0.1, seconds: 3, imagesPerSecond: 9 },
    ];
    const position = { ...startPosition, step: 5, epoch: 1 };
    for (const name of ['seed-10', 'seed-2', 'empty'])
      mkdirSync(at('sweep', name, 'checkpoint'), { recursive: true });
    writeFileSync(
      at('sweep', 'seed-2', 'checkpoint', 'run.safetensors'),
      checkpointFile({ config, position, epochs, state }),
    );
    const begun = {
      type: 'start',
      runId: '2026-11-26T12:00:00.000Z',
      config,
      device: { backend: 'cpu', name: '' },
      step: 0,
    };
    const lost = { ...epochs[0], testLoss: null };
    const ended = { type: 'end', outcome: 'failed', step: 5, diverged: { step: 5 } };
    const log = [begun, lost, ended].map((line) => JSON.stringify(line)).join('\n');
    writeFileSync(at('sweep', 'seed-10', 'log.ndjson'), `${log}\n{"type":"st`);
    await exported('sweep', 'csv', 'tables.zip');
    const tables = unzipSync(readFileSync(at('tables.zip')));
    expect(Object.keys(tables)).toEqual(['seed-2.csv', 'seed-10.csv']);
    expect(new TextDecoder().decode(tables['seed-2.csv'])).toMatch(
      /^step,.*\n5,1,2,0\.5,2,0\.5,0\.1,3,9,2.*Z\n$/,
    );
    expect(new TextDecoder().decode(tables['seed-10.csv'])).toMatch(/\n5,1,2,0\.5,NaN,/);
    const runs = await measuredRuns(at('sweep'), () => {});
    expect(
      measuredFormats.tensorboard.files(runs, { several: true }).map(({ path }) => path.split('/')[0]),
    ).toEqual(['seed-2', 'seed-10']);
    expect(runs.map(({ end, startedAt }) => [end, startedAt])).toEqual([
      [undefined, undefined],
      ['diverged', Date.UTC(2026, 10, 26, 12)],
    ]);
    const one = await measuredRuns(at('sweep', 'seed-2'), () => {});
    expect(measuredFormats.csv.files(one, { several: false }).map(({ path }) => path)).toEqual(['run.csv']);
    expect(isOfSweep(at('sweep', 'seed-2'))).toBe(false);
  });

  it('takes the checkpoint before the newest where that one is damaged, and says so', async () => {
    mkdirSync(at('hurt', 'checkpoint'), { recursive: true });
    const sound = readFileSync(at('run', 'checkpoint', 'run.safetensors'));
    const damaged = Uint8Array.from(sound);
    damaged[damaged.length - 1]! ^= 1;
    writeFileSync(at('hurt', 'checkpoint', 'previous.safetensors'), sound);
    writeFileSync(at('hurt', 'checkpoint', 'run.safetensors'), damaged);
    const args = ['--weights', at('hurt'), '--format', 'checkpoint', '--out', at('saved.safetensors')];
    const { code, stderr } = await resnet(['export', ...args]);
    expect(code).toBe(0);
    expect(stderr).toMatch(/^.*run\.safetensors: .*: the checkpoint before it is taken\.\n$/);
    expect(readFileSync(at('saved.safetensors')).equals(sound)).toBe(true);
  });

  it('does not step back from a checkpoint that a newer version of the program wrote', async () => {
    mkdirSync(at('later', 'checkpoint'), { recursive: true });
    const sound = readFileSync(at('run', 'checkpoint', 'run.safetensors'));
    writeFileSync(at('later', 'checkpoint', 'previous.safetensors'), sound);
    writeFileSync(at('later', 'checkpoint', 'run.safetensors'), byNewerVersion(sound));
    const told: string[] = [];
    const read = readStoredRun('export', at('later'), (line) => told.push(line));
    await expect(read).rejects.toThrow(/run\.safetensors: .*newer version of this program/);
    expect(told).toEqual([]);
  });

  it('pytorch: a project that goes on with the run of a folder', async () => {
    const bytes = await exported('run', 'pytorch', 'project');
    expect(readdirSync(at('project'))).toEqual(
      expect.arrayContaining([
        'README.md',
        'model.py',
        'optimizer.safetensors',
        'train.py',
        'weights.safetensors',
      ]),
    );
    expect(bytes).toBe(sizesIn(at('project')));
  });

  it('takes the network from the shapes, and asks only for what they do not tell', async () => {
    const args = [
      'export',
      '--weights',
      at('bare.safetensors'),
      '--format',
      'onnx',
      '--out',
      at('bare.onnx'),
    ];
    const { code, stderr } = await resnet(args);
    expect(code).toBe(2);
    expect(stderr).toBe(
      'resnet: This file may hold resnet[1,1]w3 with identity shortcuts or resnet[1,1]w3 without shortcuts: say which with --shortcut.\n',
    );
    expect(existsSync(at('bare.onnx'))).toBe(false);
    expect(await exported('bare.safetensors', 'onnx', 'bare.onnx', '--shortcut', 'identity')).toBe(
      onnxFile(spec, weights, cifar10).length,
    );
  });

  it.each<[string, string, RegExp]>([
    [
      'no format',
      '--weights W/ours.safetensors --out W/x',
      /needs --format, one of safetensors, checkpoint, tfjs, onnx, onnx-folded, pytorch/,
    ],
    ['another format', '--weights W/ours.safetensors --format onx --out W/x', /"onx": did you mean onnx\?/],
    [
      'another format for a sweep',
      '--weights W/sweep --format onnx --out W/x',
      /sweep holds the runs of a sweep, but onnx is of one run/,
    ],
    ['no target', '--weights W/ours.safetensors --format onnx', /needs --out/],
    ['no weights', '--format onnx --out W/x', /export needs --weights/],
    ['a folder without a run', '--weights W/full --format onnx --out W/x', /full holds no run/],
    ['a full folder', '--weights W/ours.safetensors --format tfjs --out W/full', /full is not empty/],
    ['a folder for a file', '--weights W/ours.safetensors --format onnx --out W/full', /full is a folder/],
    [
      'fold elsewhere',
      '--weights W/ours.safetensors --format tfjs --fold --out W/x',
      /--fold is for --format onnx/,
    ],
    [
      'another network',
      '--weights W/ours.safetensors --model resnet18 --format onnx --out W/x',
      /holds resnet\[1,1\]w3 with identity shortcuts, but the chosen network is resnet18/,
    ],
  ])('refuses %s in one line and writes nothing', async (_, line, message) => {
    const { code, stdout, stderr } = await resnet(['export', ...line.replaceAll('W', folder).split(' ')]);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(existsSync(at('x'))).toBe(false);
    expect(readdirSync(at('full'))).toEqual(['kept.txt']);
  });
});
