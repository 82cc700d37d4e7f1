import { expect, it } from 'vitest';
import { processorTrains } from '../../../src/app/state/processorTrains.ts';
import { newRun, type Run } from '../../../src/app/state/run.ts';
import type { DeviceInfo } from '../../../src/training/events.ts';
import { defaultConfig } from '../../../src/training/settings.ts';

const training: Run = { ...newRun('a', defaultConfig), phase: 'training' };
const device = (software: boolean): DeviceInfo => ({
  backend: 'webgpu',
  name: 'any',
  software,
  reason: { kind: 'on-webgpu', name: 'any', software },
});

it('is so from the start of a run to its end, but not in a pause nor on a graphics card', () => {
  const [processor, card] = [device(true), device(false)];
  expect(processorTrains({ run: training, device: processor })).toBe(true);
  expect(processorTrains({ run: { ...training, phase: 'evaluating' }, device: processor })).toBe(true);
  expect(processorTrains({ run: { ...training, phase: 'paused' }, device: processor })).toBe(false);
  expect(processorTrains({ run: training, device: card })).toBe(false);
  expect(processorTrains({ run: undefined, device: processor })).toBe(false);
  const end = { type: 'end', runId: 'a', outcome: 'finished', step: 1 } as const;
  expect(processorTrains({ run: { ...training, end }, device: processor })).toBe(false);
});
