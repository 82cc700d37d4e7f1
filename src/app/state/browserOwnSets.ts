/** The own sets of this browser as the page lists them: one store, made with the first view that asks for it. */
import { browserOwnSets } from '../../storage/ownSets/browserOwnSets.ts';
import { exportZip } from '../../storage/ownSets/exportZip.ts';
import { createOwnSetsStore, type OwnSetsStore, type SetTabs } from './ownSets.ts';

function browserTabs(): SetTabs {
  const channel = new BroadcastChannel('resnet-playground.own-sets');
  return {
    tell: () => channel.postMessage('changed'),
    listen: (listener) => channel.addEventListener('message', listener),
  };
}

let made: OwnSetsStore | undefined;

export function ownSets(): OwnSetsStore {
  made ??= createOwnSetsStore({ sets: browserOwnSets, zip: exportZip, tabs: browserTabs() });
  return made;
}
