/** What the page's worker runs. */
import { browserDecoder } from '../data/browser/browserDecoder.ts';
import { fetchSource } from '../data/browser/fetchSource.ts';
import { openShards } from '../data/openShards.ts';
import { datasets } from '../data/sets/index.ts';
import { checkpointDatabase } from '../storage/checkpointDatabase.ts';
import { openDevice } from '../trainer/device.ts';
import { createHost } from './host.ts';
import { holdLifeline } from './lifeline.ts';
import { tuningStore } from './tuningStore.ts';

const handle = createHost({
  post: (message, transfer = []) => postMessage(message, transfer as ArrayBuffer[]),
  openDevice: () => openDevice(),
  tuningStore,
  checkpoints: checkpointDatabase,
  openData: (dataUrl, { dataset, ...request }) =>
    openShards({
      ...request,
      facts: datasets[dataset],
      source: fetchSource(dataUrl, dataset),
      decoder: browserDecoder,
    }),
});

// A word from this worker means that its lock is held, so it answers nothing before.
const alive = holdLifeline(self.name, navigator.locks);
self.onmessage = (event: MessageEvent<unknown>) => void alive.then(() => handle(event.data));
