/** Blocks that are switched off: how long they stay so. */
import { expect, it } from 'vitest';
import { createLeftOut } from '../../../src/app/state/leftOut.ts';
import { createPage } from '../../../src/app/state/page.ts';
import type { RunEvent } from '../../../src/training/events.ts';
import { defaultConfig } from '../../../src/training/settings.ts';
import { device } from '../events.ts';
import { recordedClient } from '../recordedClient.ts';

function setUp() {
  const { client, message } = recordedClient();
  const page = createPage(client, { read: () => '', write: () => {} });
  const { store, actions } = createLeftOut(page);
  const event = (body: object) =>
    message({ type: 'run', event: { runId: page.store.getState().run?.id, ...body } as RunEvent });
  const start = () => {
    page.actions.start();
    const config = { ...defaultConfig, blocks: [2, 2, 2] };
    event({ type: 'start', config, device, stepsPerEpoch: 10, totalSteps: 20, step: 0 });
  };
  return { ...actions, event, start, off: () => store.getState().blocks };
}

it('blocks are switched off and on, some or all of them', () => {
  const { switch: flip, bringBack, off } = setUp();
  flip(['layer1.0', 'layer1.1'], true);
  flip(['layer1.1', 'layer2.0'], true);
  expect(off()).toEqual(['layer1.0', 'layer1.1', 'layer2.0']);
  flip(['layer1.0'], false);
  expect(off()).toEqual(['layer1.1', 'layer2.0']);
  bringBack();
  expect(off()).toEqual([]);
});

it('all are back with another network, and not while one learns', () => {
  const { switch: flip, start, event, off } = setUp();
  flip(['layer1.0'], true);
  start();
  expect(off()).toEqual([]);
  flip(['layer1.1', 'layer3.1'], true);
  event({ type: 'vitals', step: 1, epoch: 0.1, blocks: [] });
  event({ type: 'end', outcome: 'finished', step: 20 });
  expect(off()).toEqual(['layer1.1', 'layer3.1']);
  start();
  expect(off()).toEqual([]);
});
