/**
 * `train` as a process, on whatever GPU there is, which it finds by itself, and with nothing set in the environment. First the fused engine learns;
 * then the run of the acceptance, of the same network, whose kernels the driver has kept since. Its second time it is interrupted and
 * resumed, which must give the very same numbers.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readStateFile } from '../../src/formats/stateFile.ts';
import { parametersOf } from '../../src/model/parameters.ts';
import { structureOf } from '../../src/model/structure.ts';
import type { EpochEvent } from '../../src/training/events.ts';
import { preparedManifest } from '../data/prepared.ts';
import { makeSpec } from '../specs.ts';
import { type Result, resnet } from './kit.ts';

const minutes = (n: number) => n * 60_000;
const acceptance =
  'train --blocks 1,1,1 --width 8 --train-images 512 --test-images 128 --epochs 3 --batch-size 32 --seed 1 --json'.split(
    ' ',
  );

let folder = '';
beforeAll(async () => {
  await preparedManifest();
  folder = mkdtempSync(join(tmpdir(), 'resnet-'));
}, minutes(5));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const objects = (text: string): { type: string; step: number }[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
const epochsOf = ({ stdout }: Pick<Result, 'stdout'>) =>
  objects(stdout).filter((e): e is EpochEvent => e.type === 'epoch');
/** All of an epoch but what depends on the speed of the machine. */
const numbers = (epochs: readonly EpochEvent[]) =>
  epochs.map(({ seconds: _, imagesPerSecond: __, ...rest }) => rest);

const learning =
  'train --blocks 1,1,1 --width 8 --train-images 4000 --test-images 1000 --epochs 3 --batch-size 32 --learning-rate 0.2 --engine fused --json'.split(
    ' ',
  );

describe('the fused engine', () => {
  it(
    'learns CIFAR-10, far above the 10 % of a guess',
    async () => {
      const result = await resnet(learning);
      expect(result.code, result.stderr).toBe(0);
      const epochs = epochsOf(result);
      console.info(
        epochs
          .map((e) => `${(100 * e.testAccuracy).toFixed(1)} % test, ${e.seconds.toFixed(0)} s`)
          .join('; '),
      );
      expect(epochs).toHaveLength(3);
      expect(epochs[2]?.trainLoss).toBeLessThan(epochs[0]?.trainLoss ?? 0);
      expect(epochs[2]?.testAccuracy).toBeGreaterThan(0.3);
    },
    minutes(10),
  );
});

describe('the run of the acceptance', () => {
  let whole: EpochEvent[] = [];

  it(
    'prints three epochs whose train loss falls',
    async () => {
      const result = await resnet([...acceptance, '--out', join(folder, 'whole')]);
      expect(result.code, result.stderr).toBe(0);
      whole = epochsOf(result);
      expect(whole.map((e) => [e.epoch, e.epochs, e.step])).toEqual([[1, 3, 16], [2, 3, 32], [3, 3, 48]]); // biome-ignore format: rows
      expect(Object.keys(whole[0] ?? {})).toEqual([
        'type',
        'epoch',
        'epochs',
        'step',
        'trainLoss',
        'trainAccuracy',
        'testLoss',
        'testAccuracy',
        'learningRate',
        'seconds',
        'imagesPerSecond',
      ]);
      const losses = whole.map((e) => e.trainLoss);
      expect([...losses].sort((a, b) => b - a)).toEqual(losses);
      expect(new Set(losses).size).toBe(3);
      // Better than the 10 % of guessing; the run above is asked for more.
      expect(whole[2]?.trainAccuracy).toBeGreaterThan(0.15);
      expect(objects(result.stdout).at(-1)).toMatchObject({ type: 'end', outcome: 'finished', step: 48 });
      expect(new Set(objects(result.stdout).map((e) => e.type))).toEqual(new Set(['start', 'epoch', 'end']));
    },
    minutes(20),
  );

  it('leaves weights under the names PyTorch expects, the best ones, and a log', () => {
    const at = (name: string) => join(folder, 'whole', name);
    const { weights, slots, steps } = readStateFile(readFileSync(at('last.safetensors')));
    const spec = makeSpec({ block: 'basic', blocks: [1, 1, 1], width: 8, stem: 'cifar' });
    expect(weights.map((t) => t.name).sort()).toEqual(
      parametersOf(structureOf(spec))
        .map((p) => p.name)
        .sort(),
    );
    expect([slots.length, steps]).toEqual([0, 48]);
    expect(existsSync(at('best.safetensors'))).toBe(true);
    const log = objects(readFileSync(at('log.ndjson'), 'utf8'));
    expect(log.filter((e) => e.type === 'epoch')).toHaveLength(3);
    expect(log.some((e) => e.type === 'step')).toBe(true);
  });

  it(
    'gives the same numbers a second time, though it is interrupted and resumed',
    async () => {
      const out = join(folder, 'parts');
      let interrupted = false;
      const first = await resnet([...acceptance, '--verbose', '--out', out], {
        // The signal reaches npm too, as Ctrl-C in a terminal does.
        through: ['npm', 'run', '-s', 'resnet', '--'],
        onLine: (line, signal) => {
          const event = JSON.parse(line) as { type: string; step: number };
          if (event.type === 'step' && event.step >= 10 && !interrupted) {
            interrupted = true;
            signal('SIGINT');
          }
        },
      });
      expect(first.code).not.toBe(0);
      expect(objects(first.stdout).at(-1)).toMatchObject({ type: 'end', outcome: 'stopped' });
      expect(first.stderr).toContain(`go on with --resume ${out}`);
      const stoppedAt = objects(first.stdout).at(-1)?.step ?? 0;
      expect(stoppedAt).toBeGreaterThanOrEqual(10);
      expect(stoppedAt).toBeLessThan(48);
      expect(numbers(epochsOf(first))).toEqual(numbers(whole.slice(0, Math.floor(stoppedAt / 16))));

      const second = await resnet(['train', '--resume', out, '--json']);
      expect(second.code, second.stderr).toBe(0);
      expect(objects(second.stdout)[0]).toMatchObject({ type: 'start', step: stoppedAt });
      expect(numbers([...epochsOf(first), ...epochsOf(second)])).toEqual(numbers(whole));
      const weights = (name: string) => readFileSync(join(folder, name, 'last.safetensors'));
      expect(weights('parts').equals(weights('whole'))).toBe(true);

      const log = objects(readFileSync(join(out, 'log.ndjson'), 'utf8'));
      expect(log.filter((e) => e.type === 'epoch').map((e) => e.step)).toEqual([16, 32, 48]);
      const again = await resnet(['train', '--resume', out]);
      expect(again.stderr).toMatch(/^resnet: The run in .* has done all its 3 epochs: /);
    },
    minutes(20),
  );

  it(
    'evaluates its weights to the numbers of its last epoch, without being told the network',
    async () => {
      const weights = join(folder, 'whole', 'last.safetensors');
      const of = ['evaluate', '--weights', weights];
      const { code, stdout } = await resnet([...of, '--test-images', '128', '--json']);
      expect(code).toBe(0);
      const { testLoss, testAccuracy } = whole[2] ?? {};
      expect(JSON.parse(stdout)).toEqual({ testLoss, testAccuracy, images: 128 });

      const wrong = await resnet([...of, '--model', 'resnet8']);
      expect([wrong.code, wrong.stdout]).toEqual([2, '']);
      expect(wrong.stderr).toMatch(/resnet: This file holds .*, but the chosen network is resnet8/);
    },
    minutes(5),
  );
});

describe('the text form', () => {
  it(
    "is the note's line",
    async () => {
      const line =
        'train --blocks 1 --width 2 --train-images 40 --test-images 20 --epochs 1 --batch-size 20 --augment none --engine stock';
      const { code, stdout, stderr } = await resnet(line.split(' '));
      expect(code, stderr).toBe(0);
      expect(stdout).toMatch(
        /^ Epoch \[ {2}1\/1 \] {2}train_loss:\d\.\d{6} {2}train_acc:\d+\.\d\d% {2}test_loss:\d+\.\d{6} {2}test_acc:\d+\.\d\d% {2}\tTime \d\d:\d\d\n$/,
      );
      expect(stderr).toMatch(/Training runs through WebGPU/);
    },
    minutes(5),
  );

  it(
    'says why a run failed, in one line',
    async () => {
      const line =
        'train --blocks 1 --width 2 --train-images 64 --test-images 20 --epochs 9 --batch-size 4 --schedule constant --momentum 0.9999 --weight-decay 1 --learning-rate 10 --json';
      const { code, stdout, stderr } = await resnet(line.split(' '));
      expect(code).toBe(4);
      const last = stderr.trim().split('\n').at(-1);
      expect(last).toMatch(
        /^resnet: The (test )?loss stopped being a finite number in step \d+ at learning rate 10: start again with a tenth of it, 1\.$/,
      );
      expect(objects(stdout).at(-1)).toMatchObject({ type: 'end', outcome: 'failed' });
    },
    minutes(5),
  );
});
