/** The page with a scripted trainer, for work on its looks: `npm run dev:scripted`. */
import { mountPage } from '../../../src/app/mount.tsx';
import { givenAssignment } from '../../../src/app/shell/givenAssignment.ts';
import { scriptedClient } from './scriptedClient.ts';

const root = document.getElementById('root');
if (root) mountPage(root, scriptedClient(), await givenAssignment(location.search));
