/** What a device takes untuned: where Winograd is worth its dispatches, and where it is not. */
import { expect, it } from 'vitest';
import { structureOf } from '../../src/model/structure.ts';
import { type TuningTask, tuningTasks } from '../../src/webgpu/tuningTasks.ts';
import { variantsOf } from '../../src/webgpu/variants.ts';
import { makeSpec } from '../specs.ts';
import { leastDevice } from './leastDevice.ts';

const tasksOf = (name: 'resnet18' | 'resnet20', batch: number, precision: 'fast' | 'exact'): TuningTask[] =>
  tuningTasks(structureOf(makeSpec(name)), batch, { precision, storage: 'float32' }).filter(
    ({ shape }) => shape.kernel === 3 && shape.stride === 1 && shape.inChannels > 3,
  );
const familyOf = ({ shape, pass }: TuningTask, lanes = 32) =>
  variantsOf(shape, pass, leastDevice(lanes))[0]?.family;

it.each([0, 32])('a graphics card of %i lanes takes Winograd for large layers of many channels', (lanes) => {
  const tasks = tasksOf('resnet18', 128, 'fast');
  expect(tasks).toHaveLength(12);
  for (const task of tasks)
    expect(familyOf(task, lanes)).toBe(task.pass === 'filterGradient' ? 'winograd-filter' : 'winograd');
});

it('not where it was asked to be exact, nor for thin layers, nor where a layer is done before its dispatches are', () => {
  for (const task of [
    ...tasksOf('resnet18', 128, 'exact'),
    ...tasksOf('resnet20', 128, 'fast'),
    ...tasksOf('resnet18', 2, 'fast'),
  ])
    expect(familyOf(task)).toBe('tiled');
});
