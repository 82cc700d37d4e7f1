/** The page with a scripted trainer, for work on its looks: `npx vite`, then open /tests/app/dev/. */
import { mountPage } from '../../../src/app/mount.tsx';
import { scriptedClient } from './scriptedClient.ts';

const root = document.getElementById('root');
if (root) mountPage(root, scriptedClient());
