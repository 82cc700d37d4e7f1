/** What a page holds of memory and of the document, after its garbage is gone: what must not grow from run to run. */
import type { CDPSession } from '@playwright/test';
import { lastAnswer } from './patience.ts';
import type { Visit } from './visit.ts';

/** Every number is one that stays as it is where nothing leaks. */
export interface Footprint {
  /** JavaScript's heap of the page, in bytes. */
  readonly heap: number;
  /** JavaScript's heap of the worker, in bytes. */
  readonly workerHeap: number;
  /** Nodes of all documents, those that nobody sees any more included. */
  readonly nodes: number;
  readonly listeners: number;
  /** What the training backend has allocated on the device. */
  readonly gpuBytes: number;
}
export type Quantity = keyof Footprint;

/** Asks the worker's own inspector; a page has one worker. */
async function heapOfWorker(session: CDPSession): Promise<number> {
  const attached: string[] = [];
  session.on('Target.attachedToTarget', ({ sessionId }) => void attached.push(sessionId));
  await session.send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: false,
    flatten: false,
  });
  // All are told of before the answer; the last is the one that trains.
  let id = 0;
  const ask = (sessionId: string, method: string): Promise<{ usedSize?: number }> => {
    const mine = ++id;
    const answer = new Promise<{ usedSize?: number }>((resolve) => {
      const listen = ({ message }: { message: string }) => {
        const told = JSON.parse(message);
        if (told.id !== mine) return;
        session.off('Target.receivedMessageFromTarget', listen);
        resolve(told.result);
      };
      session.on('Target.receivedMessageFromTarget', listen);
    });
    return session
      .send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id: mine, method }) })
      .then(() => answer);
  };
  const usage = await lastAnswer(attached, async (sessionId) => {
    await ask(sessionId, 'HeapProfiler.collectGarbage');
    return ask(sessionId, 'Runtime.getHeapUsage');
  });
  return usage?.usedSize ?? Number.NaN;
}

export async function footprintOf(visit: Visit): Promise<Footprint> {
  const { page, context } = visit;
  const session = await context.newCDPSession(page);
  try {
    await session.send('Performance.enable');
    await session.send('HeapProfiler.enable');
    const workerHeap = page.workers().length > 0 ? await heapOfWorker(session) : 0;
    await session.send('HeapProfiler.collectGarbage');
    const { metrics } = await session.send('Performance.getMetrics');
    const metric = (name: string) => metrics.find((m) => m.name === name)?.value ?? Number.NaN;
    const gpuBytes = await lastAnswer(page.workers(), (worker) =>
      worker.evaluate(() => {
        const { _tfengine } = globalThis as {
          _tfengine?: { backend?: { memory(): { numBytesAllocatedInGPU?: number } } };
        };
        return _tfengine?.backend?.memory().numBytesAllocatedInGPU ?? 0;
      }),
    );
    return {
      heap: metric('JSHeapUsedSize'),
      workerHeap,
      nodes: metric('Nodes'),
      listeners: metric('JSEventListeners'),
      gpuBytes: gpuBytes ?? 0,
    };
  } finally {
    await session.detach();
  }
}

const names: Readonly<Record<Quantity, readonly [name: string, unit: number]>> = {
  heap: ['page heap KiB', 1024],
  workerHeap: ['worker heap KiB', 1024],
  nodes: ['nodes', 1],
  listeners: ['listeners', 1],
  gpuBytes: ['GPU KiB', 1024],
};
export const quantities = Object.keys(names) as Quantity[];

/** Such as `page heap KiB 21,020, nodes 1,377`. @param which Of all quantities. */
export const footprintText = (footprint: Footprint, decimals = 0, which = quantities): string =>
  which
    .map((quantity) => {
      const [name, unit] = names[quantity];
      const text = (footprint[quantity] / unit).toLocaleString('en-US', { maximumFractionDigits: decimals });
      return `${name} ${text}`;
    })
    .join(', ');
