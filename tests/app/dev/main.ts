/** The page with a scripted trainer, for work on its looks: `npm run dev:scripted`; with `?own=37` on a made-up set of somebody's own pictures of so many classes. */
import { mountPage } from '../../../src/app/mount.tsx';
import { givenAssignment } from '../../../src/app/shell/givenAssignment.ts';
import { ownSets } from '../../../src/app/state/browserOwnSets.ts';
import { scriptedClient } from './scriptedClient.ts';
import { scriptedOwnSet } from './scriptedOwnSet.ts';

const address = new URL(location.href);
const classes = Number(address.searchParams.get('own') ?? 0);
const own = classes > 1 ? scriptedOwnSet(classes) : undefined;
if (own) {
  address.searchParams.delete('own');
  address.searchParams.set('dataset', own.facts.name);
  history.replaceState(null, '', address);
  // Nobody keeps its pictures: the script makes them up.
  Object.assign(ownSets().actions, { has: async () => true });
}
const root = document.getElementById('root');
if (root) mountPage(root, scriptedClient(own), await givenAssignment(location.search));
