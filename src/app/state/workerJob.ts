/** Work that is asked of the worker beside runs, one piece at a time: a look, a search, a landscape, an evaluation. */
import type { TrainerClient } from '../../worker/client.ts';
import type { Reply, WorkerCommand } from '../../worker/protocol.ts';
import { nextId } from './page.ts';

type Asking<C> = C extends { readonly type: 'look' | 'find-rate' | 'landscape' | 'evaluate' }
  ? Omit<C, 'id'>
  : never;

export interface WorkerJob {
  /** Whether an answer is still to come. */
  readonly asked: boolean;
  /** Asks; to be called only where nothing is asked. @param receive Gets the progress, and at last the answer, after which nothing is asked. */
  ask(command: Asking<WorkerCommand>, receive: (reply: Reply) => void): void;
  /** Ends what is asked: its answer would come too late, and nobody hears it. @returns whether anything was. */
  stop(): boolean;
}

export function createWorkerJob(client: Pick<TrainerClient, 'send' | 'onMessage'>): WorkerJob {
  let asked: { readonly id: string; readonly receive: (reply: Reply) => void } | undefined;
  client.onMessage((message) => {
    if (message.type !== 'answer' || !asked || message.id !== asked.id) return;
    const { receive } = asked;
    if (message.answer.type !== 'progress') asked = undefined;
    receive(message.answer);
  });
  return {
    get asked() {
      return asked !== undefined;
    },
    ask(command, receive) {
      asked = { id: nextId(), receive };
      client.send({ ...command, id: asked.id });
    },
    stop() {
      if (!asked) return false;
      client.send({ type: 'stop-evaluation', id: asked.id });
      asked = undefined;
      return true;
    },
  };
}
