/** The fused engine learns real pictures: a small network, far above the 10 % of a guess after two minutes of lavapipe. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { EpochEvent } from '../../src/training/events.ts';
import { preparedManifest } from '../data/prepared.ts';
import { resnet } from './kit.ts';

const minutes = (n: number) => n * 60_000;
beforeAll(async () => void (await preparedManifest()), minutes(5));

const command =
  'train --blocks 1,1,1 --width 8 --train-images 4000 --test-images 1000 --epochs 3 --batch-size 32 --learning-rate 0.2 --engine fused --json';

describe('the fused engine', () => {
  it(
    'learns CIFAR-10',
    async () => {
      const result = await resnet(command.split(' '));
      expect(result.code, result.stderr).toBe(0);
      const epochs = result.stdout
        .split('\n')
        .filter((line) => line !== '')
        .map((line): EpochEvent => JSON.parse(line))
        .filter((e) => e.type === 'epoch');
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
