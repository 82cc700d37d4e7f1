/** What the page's worker runs. */
import { browserDecoder } from '../data/browser/browserDecoder.ts';
import { fetchSource } from '../data/browser/fetchSource.ts';
import { openShards } from '../data/openShards.ts';
import { factsOf, isReady } from '../data/sets/index.ts';
import { checkpointDatabase } from '../storage/checkpointDatabase.ts';
import { frameDatabase } from '../storage/frameDatabase.ts';
import { browserOwnSets } from '../storage/ownSets/browserOwnSets.ts';
import { pathDatabase } from '../storage/pathDatabase.ts';
import { openDevice } from '../trainer/device.ts';
import { shippedFolder } from '../training/shippedNetwork.ts';
import { createFrameKeeper } from './frameKeeper.ts';
import { createHost } from './host.ts';
import { holdLifeline } from './lifeline.ts';
import { openOwnData, rememberNamed } from './ownData.ts';
import { createPathKeeper } from './pathKeeper.ts';
import { tuningStore } from './tuningStore.ts';

/** Insecure pages have no such thing, and not every browser tells. */
async function roomLeft(): Promise<number | undefined> {
  const { quota, usage } = (await (navigator.storage as StorageManager | undefined)?.estimate()) ?? {};
  return quota === undefined || usage === undefined ? undefined : Math.max(0, quota - usage);
}

const handle = createHost({
  post: (message, transfer = []) => postMessage(message, transfer as ArrayBuffer[]),
  openDevice: () => openDevice(),
  tuningStore,
  checkpoints: checkpointDatabase,
  frames: createFrameKeeper({ repository: frameDatabase, room: roomLeft }),
  paths: createPathKeeper({ repository: pathDatabase, room: roomLeft }),
  shippedSource: (dataUrl) => fetchSource(dataUrl, shippedFolder),
  openData: (dataUrl, request) =>
    isReady(request.dataset)
      ? openShards({
          ...request,
          facts: factsOf(request.dataset),
          source: fetchSource(dataUrl, request.dataset),
          decoder: browserDecoder,
        })
      : openOwnData(browserOwnSets, request),
});

// A word from this worker means that its lock is held, so it answers nothing before.
let ready: Promise<void> = holdLifeline(self.name, navigator.locks);
// In the order in which they come.
self.onmessage = ({ data }: MessageEvent<unknown>) => {
  ready = ready.then(() => rememberNamed(data));
  void ready.then(() => handle(data));
};
