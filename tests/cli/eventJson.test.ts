/** The command line's JSON of events: the fields of the first version, with sentences as English text. */
import { describe, expect, it } from 'vitest';
import { eventJson } from '../../src/cli/eventJson.ts';
import { defaultConfig } from '../../src/training/settings.ts';

const runId = 'r';

describe('the JSON of an event', () => {
  it('says in English why a device was chosen', () => {
    const reason = { kind: 'on-webgpu', name: 'Apple M2', software: false } as const;
    const device = { backend: 'webgpu', name: 'Apple M2', software: false, reason } as const;
    const start = { type: 'start', runId, config: defaultConfig, device } as const;
    // Earlier epochs have lines of their own.
    expect(eventJson({ ...start, stepsPerEpoch: 1, totalSteps: 2, step: 0, earlier: [] })).toStrictEqual({
      ...start,
      device: { ...device, reason: 'Training runs through WebGPU on Apple M2.' },
      dataset: {
        name: 'cifar10',
        title: 'CIFAR-10',
        classes: expect.arrayContaining(['airplane', 'truck']),
        hash: expect.stringMatching(/^[0-9a-f]{64}$/),
        train: 50_000,
        test: 10_000,
      },
      stepsPerEpoch: 1,
      totalSteps: 2,
      step: 0,
    });
  });

  it('says in English why a run failed, and of which kind that is', () => {
    const problem = { kind: 'out-of-memory', batch: 128, smaller: 64 } as const;
    const end = { type: 'end', runId, outcome: 'failed', step: 3 } as const;
    expect(eventJson({ ...end, problem })).toEqual({
      ...end,
      message:
        'The GPU has too little memory for this network at batch size 128: choose 64 or a smaller network.',
      problem,
    });
  });

  it('has the numbers of a loss that exploded under the name that they always had', () => {
    const diverged = { step: 7, learningRate: 3, gentler: 0.3 };
    const end = { type: 'end', runId, outcome: 'failed', step: 7 } as const;
    expect(eventJson({ ...end, problem: { kind: 'diverged', loss: 'train', ...diverged } })).toMatchObject({
      message:
        'The loss stopped being a finite number in step 7 at learning rate 3: start again with a tenth of it, 0.3.',
      diverged,
    });
  });

  it('is the event itself where nothing is said', () => {
    const stopped = { type: 'end', runId, outcome: 'stopped', step: 3 } as const;
    expect(eventJson(stopped)).toEqual(stopped);
    const change = { type: 'change', runId, step: 3, settings: { learningRate: 0.1 } } as const;
    expect(eventJson(change)).toBe(change);
  });

  it('has a change of depth as an event of its own, and why one cannot be had as a sentence', () => {
    const change = { type: 'change', runId, step: 8, epoch: 2, settings: { blocks: [2, 2, 1] } } as const;
    expect(eventJson(change)).toEqual({ type: 'depth', runId, step: 8, epoch: 2, blocks: [2, 2, 1] });
    const refusal = { type: 'refusal', runId, step: 8, problem: { kind: 'plain-cannot-grow' } } as const;
    expect(eventJson(refusal)).toMatchObject({
      type: 'refusal',
      message: expect.stringMatching(/^A plain network cannot grow/),
    });
  });
});
