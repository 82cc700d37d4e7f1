/** What the page's worker runs. */
import { browserDecoder } from '../data/browser/browserDecoder.ts';
import { fetchSource } from '../data/browser/fetchSource.ts';
import { openCifar10 } from '../data/cifar10.ts';
import { openDevice } from '../trainer/device.ts';
import { checkpointDatabase } from './checkpointDatabase.ts';
import { createHost } from './host.ts';
import type { WorkerCommand } from './protocol.ts';
import { indexedDbStore } from './tuningStore.ts';

const handle = createHost({
  post: (message, transfer = []) => postMessage(message, transfer as ArrayBuffer[]),
  openDevice: () => openDevice(),
  tuningStore: indexedDbStore,
  checkpoints: checkpointDatabase,
  openData: (dataUrl, request) =>
    openCifar10({ ...request, source: fetchSource(dataUrl), decoder: browserDecoder }),
});

self.onmessage = (event: MessageEvent<WorkerCommand>) => handle(event.data);
