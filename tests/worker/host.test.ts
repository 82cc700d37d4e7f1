/** The worker's side alone: what failed does not hold up what comes next. */
import { expect, it } from 'vitest';
import { memoryCheckpoints } from '../../src/storage/checkpoints.ts';
import { createHost } from '../../src/worker/host.ts';
import type { WorkerMessage } from '../../src/worker/protocol.ts';
import { saying } from '../problems/saying.ts';
import { tiny, until } from '../trainer/kit.ts';

it('tells of every run that no device can be opened for, not of the first alone', async () => {
  const posted: WorkerMessage[] = [];
  const handle = createHost({
    post: (message) => void posted.push(message),
    openDevice: () => Promise.reject(new Error('The driver is gone')),
    tuningStore: { get: async () => undefined, set: async () => undefined },
    checkpoints: memoryCheckpoints(),
    openData: () => Promise.reject(new Error('There are no pictures')),
  });
  handle({ type: 'detect' });
  for (const runId of ['first', 'second']) {
    handle({ type: 'start', runId, config: tiny });
    const end = () =>
      posted.find((m) => m.type === 'run' && m.event.type === 'end' && m.event.runId === runId);
    await until(() => end() !== undefined);
    expect(end()).toMatchObject({ event: { outcome: 'failed', problem: saying(/\.$/) } });
  }
});
