/** A change of depth can be taken back in another worker too: the state before is kept with the run's checkpoints. */
import { expect, it } from 'vitest';
import { memoryCheckpoints } from '../../src/storage/checkpoints.ts';
import { openDevice } from '../../src/trainer/device.ts';
import type { RunConfig } from '../../src/training/settings.ts';
import { realPictures, tiny, until } from '../trainer/kit.ts';
import { threadlessPage } from './threadless.ts';

const config: RunConfig = {
  ...tiny,
  blocks: [1, 1],
  epochs: 20,
  batchSize: 2,
  trainImages: 4,
  testImages: 2,
};
const runId = 'r';

it('is taken back after the page was loaded anew', async () => {
  const [device, data, checkpoints] = [await openDevice(), await realPictures(config), memoryCheckpoints()];
  const first = threadlessPage(device, data, checkpoints);
  first.client.send({ type: 'start', runId, config });
  first.client.send({ type: 'change-depth', runId, edit: { kind: 'add', stage: 0 } });
  await until(() => first.events(runId).some(({ type }) => type === 'change'));
  first.client.send({ type: 'stop', runId });
  await first.end(runId);
  first.close();

  const next = threadlessPage(device, data, checkpoints);
  const starts = () => next.events(runId).flatMap((event) => (event.type === 'start' ? [event] : []));
  next.client.send({ type: 'start', runId, config, from: { kind: 'stored', runId } });
  await until(() => starts().length > 0);
  expect(starts()[0]?.config.blocks).toEqual([2, 1]);
  expect(starts()[0]?.changed).toMatchObject([{ before: [1, 1], after: [2, 1] }]);
  next.client.send({ type: 'undo-depth', runId });
  await until(() => starts().length > 1);
  expect(starts()[1]).toMatchObject({ config: { blocks: [1, 1] }, step: starts()[0]?.changed?.[0]?.step });
  expect(starts()[1]?.changed).toBeUndefined();
  next.client.send({ type: 'stop', runId });
  await next.end(runId);
  await until(() => next.checkpoints().at(-1)?.checkpoint.config.blocks.join() === '1,1');
  expect(await checkpoints.levels(runId)).toEqual([]);
  next.close();
});
