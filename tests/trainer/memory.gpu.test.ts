/** What a run is said to need, on a real device: one of each way to store feature maps. memory.test.ts has all others, on a device that does nothing. */
import { it } from 'vitest';
import type { PresetName } from '../../src/model/presets.ts';
import type { RunConfig } from '../../src/training/settings.ts';
import { useWebGpu } from '../nn/devices.ts';
import { expectEstimated } from './preparedRun.ts';

useWebGpu();

const cases: readonly [PresetName, Partial<RunConfig>][] = [
  ['resnet8', { batchSize: 32, testImages: 8 }],
  ['resnet8', { batchSize: 32, testImages: 8, storage: 'float16' }],
  ['resnet8', { batchSize: 32, testImages: 8, freeze: 2 }],
];

it.each(cases)('%s %j', expectEstimated);
