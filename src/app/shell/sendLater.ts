/** A client that queues its commands, in order, until a given moment. */

import type { TrainerClient } from '../../worker/client.ts';
import type { WorkerCommand } from '../../worker/protocol.ts';

/** @param when calls back once, when commands may go from then on. */
export function sendLater(client: TrainerClient, when: (go: () => void) => void): TrainerClient {
  let waiting: WorkerCommand[] | undefined = [];
  when(() => {
    const first = waiting ?? [];
    waiting = undefined;
    for (const command of first) client.send(command);
  });
  return {
    ...client,
    send: (command) => {
      if (waiting) waiting.push(command);
      else client.send(command);
    },
  };
}
