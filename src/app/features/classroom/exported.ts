/** The file of a run's last checkpoint, from the worker. */
import { ProblemError } from '../../../problems/index.ts';
import type { TrainerClient } from '../../../worker/client.ts';
import { nextId } from '../../state/page.ts';

/** @throws ProblemError where its weights are not kept. */
export const exportedCheckpoint = (client: TrainerClient, runId: string): Promise<Uint8Array> =>
  new Promise((done, failed) => {
    const id = nextId();
    // A client has no way to stop listening; a dialog asks a few times at most.
    client.onMessage((message) => {
      if (message.type !== 'answer' || message.id !== id) return;
      const { answer } = message;
      if (answer.type === 'exported') done(answer.bytes);
      else if (answer.type === 'failed') failed(new ProblemError(answer.problem ?? { kind: 'weights-gone' }));
    });
    client.send({ type: 'export', id, runId, part: 'last', format: 'checkpoint' });
  });
