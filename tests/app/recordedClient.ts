/** A client of a worker that there is not: what the page sends is kept, and a test says what comes back. */
import type { TrainerClient } from '../../src/worker/client.ts';
import type { WorkerCommand, WorkerMessage } from '../../src/worker/protocol.ts';

export function recordedClient() {
  const sent: WorkerCommand[] = [];
  const listeners: ((message: WorkerMessage) => void)[] = [];
  const client: TrainerClient = {
    send: (command) => void sent.push(command),
    onMessage: (listener) => void listeners.push(listener),
    onFailure: () => {},
  };
  const message = (m: WorkerMessage): void => {
    for (const listener of listeners) listener(m);
  };
  return { client, sent, message };
}
