/** The page as it is served: its trainer is the worker, its pictures lie beside it. */
import { createWorkerClient, dataUrlBeside } from '../worker/client.ts';
import { mountPage } from './mount.tsx';
import { givenAssignment } from './shell/givenAssignment.ts';
import { afterFirstPaint, sendLater } from './shell/lateStart.ts';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element called "root".');
const worker = createWorkerClient({ dataUrl: dataUrlBeside(document.baseURI) });
/** What is known of an own set that an address names, before anything shows it; nothing is loaded for any other address. */
const knownSets = async (search: string) => {
  if (!search.includes('own-')) return;
  await import('../storage/ownSets/keptFacts.ts').then(
    ({ rememberKeptFacts }) => rememberKeptFacts(),
    () => {},
  );
};
// The first command starts the worker.
const page = Promise.all([givenAssignment(location.search), knownSets(location.search)]).then(([given]) =>
  mountPage(root, sendLater(worker, afterFirstPaint), given),
);

/** Milliseconds after which a page that is never idle keeps itself anyway. */
const longestWait = 10_000;
const idle = (call: () => void): void => {
  if ('requestIdleCallback' in window) requestIdleCallback(call, { timeout: longestWait });
  else setTimeout(call, longestWait);
};
/** Where that cannot be loaded, as without a connection, the next visit keeps the page. */
const keepPage = () =>
  import('./shell/newVersion.ts').then(
    async ({ startServiceWorker }) => startServiceWorker(await page),
    () => {},
  );
if (import.meta.env.PROD) afterFirstPaint(() => setTimeout(() => idle(() => void keepPage()), 2000));
