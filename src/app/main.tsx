/** The page as it is served: its trainer is the worker, its pictures lie beside it. */
import { createWorkerClient, dataUrlBeside } from '../worker/client.ts';
import { mountPage } from './mount.tsx';
import { afterFirstPaint, sendLater } from './shell/lateStart.ts';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element called "root".');
const worker = createWorkerClient({ dataUrl: dataUrlBeside(document.baseURI) });
// The first command starts the worker.
mountPage(root, sendLater(worker, afterFirstPaint));
