/** Puts the page into a document, for a client that trains. */
import './ui/mantine.css';
import './styles.css';
import 'virtual:theme.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { TrainerClient } from '../worker/client.ts';
import { App } from './App.tsx';
import { loadWords } from './i18n/words.ts';
import { followRun } from './shell/followRun.ts';
import { followHelpAddress } from './shell/helpAddress.ts';
import { after } from './state/after.ts';
import { createChosenPicture } from './state/chosenPicture.ts';
import { createFiles } from './state/files.ts';
import { followBudget } from './state/followBudget.ts';
import { createLateQueue } from './state/lateQueue.ts';
import { createLeftOut } from './state/leftOut.ts';
import { browserIdle, measureWhenIdle } from './state/measureWhenIdle.ts';
import { createOverlay } from './state/overlay.ts';
import { createOwnPicture, type ReadPicture } from './state/ownPicture.ts';
import { type Address, createPage, type GivenAssignment, nextId } from './state/page.ts';
import { createPreferences, type PreferencesStore, withoutLanguage } from './state/preferences.ts';
import { createQuestions } from './state/questions.ts';
import type { Stores } from './state/react.ts';
import { type BrowserRoom, followRoom } from './state/room.ts';
import { followRuns } from './state/runsStore.ts';
import { createSavings } from './state/savings.ts';
import { followSpeeds } from './state/speeds.ts';
import { createStage } from './state/stage.ts';
import { createTwin } from './state/twin.ts';
import type { TextStorage } from './storage/persisted.ts';
import { runLocks } from './storage/runLocks.ts';
import { broadcastTabs } from './storage/tabs.ts';
import { saveBlob } from './ui/download.ts';

const addressBar: Address = {
  read: () => location.search,
  write: (search) => history.replaceState(history.state, '', `${location.pathname}${search}${location.hash}`),
};

/** The document speaks the language that is set; once one was chosen by hand, the address has no say any more. */
function followLanguage(preferences: PreferencesStore): void {
  const follow = () => {
    const { language } = preferences.getState();
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : language;
  };
  follow();
  preferences.subscribe(({ language }, before) => {
    if (language === before.language) return;
    follow();
    addressBar.write(withoutLanguage(addressBar.read()));
  });
}

const storage: TextStorage = () => localStorage;

/** Insecure pages have no such thing. */
function browserRoom(): BrowserRoom {
  const manager = navigator.storage as StorageManager | undefined;
  return {
    estimate: async () => (await manager?.estimate()) ?? {},
    persist: async () => (await manager?.persist()) ?? false,
  };
}

/** What frames take, read by nobody but who makes room. */
const frameSizes = async () => (await import('../storage/frameDatabase.ts')).frameSizes();

/** How a picture is read, loaded with the first one. */
const readPicture: ReadPicture = async (request, signal) =>
  (await import('./features/pictures/reading/readPicture.ts')).readPicture(request, signal);

/** Not every browser tells, hence not in the types. */
const savesData = (): boolean =>
  (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true;

/**
 * @param given Of the address, see `givenAssignment`.
 * @returns what goes on beside the page.
 */
export function mountPage(
  root: HTMLElement,
  client: TrainerClient,
  given?: GivenAssignment,
): Pick<Stores, 'page' | 'overlay'> {
  const page = createPage(client, addressBar, given);
  const preferences = createPreferences({
    storage,
    languages: navigator.languages,
    search: addressBar.read(),
  });
  followLanguage(preferences);
  const speeds = followSpeeds(page.store, storage);
  followBudget(page, speeds);
  measureWhenIdle(page, speeds, browserIdle);
  const runs = followRuns({
    page: page.store,
    openRepository: async () => (await import('../storage/runDatabase.ts')).openRunRepository(),
    storage,
    locks: runLocks(navigator.locks),
    tabs: broadcastTabs(`${nextId()}-${Math.random().toString(36).slice(2)}`),
    now: Date.now,
  });
  // A page that is hidden may be gone the next moment.
  document.addEventListener('visibilitychange', () => void runs.settled());
  const overlay = createOverlay(page);
  followHelpAddress(overlay);
  const checkpoints = () => import('../storage/checkpointDatabase.ts');
  const files = createFiles({
    client,
    page,
    runs,
    storage,
    save: (bytes, name) => saveBlob(new Blob([bytes as Uint8Array<ArrayBuffer>]), name),
    list: async () => (await checkpoints()).checkpointDatabase.list(),
    deleteCheckpoints: async (runId) => (await checkpoints()).deleteCheckpoints(runId),
    dropCheckpoints: async (runIds) => (await checkpoints()).dropCheckpoints(runIds),
    keepFacts: async (facts) => (await import('../storage/ownSets/keptFacts.ts')).keepFacts(facts),
  });
  const room = followRoom({ page: page.store, files, browser: browserRoom(), frameSizes });
  const queue = createLateQueue(
    async () => (await import('./state/browserQueue.ts')).browserQueue({ page, runs, files }),
    storage,
  );
  const twin = createTwin(client, page);
  const chosenPicture = createChosenPicture();
  const savings = createSavings(savesData());
  const leftOut = createLeftOut(page);
  const questions = createQuestions({
    client,
    page,
    now: () => performance.now(),
    after,
    tab: {
      hidden: () => document.hidden,
      onChange: (listener) => document.addEventListener('visibilitychange', listener),
    },
    whenIdle: browserIdle,
    savings,
    leftOut,
  });
  const stores = {
    client,
    page,
    preferences,
    speeds,
    runs,
    overlay,
    files,
    room,
    stage: createStage(),
    twin,
    chosenPicture,
    ownPicture: createOwnPicture({ page, overlay, chosen: chosenPicture, read: readPicture }),
    questions,
    leftOut,
    savings,
    queue,
  };
  const show = () => {
    followRun({ page, preferences, queue });
    createRoot(root).render(
      <StrictMode>
        <App stores={stores} />
      </StrictMode>,
    );
  };
  // Without its catalogue the page is there in English.
  void loadWords(preferences.getState().language).then(show, show);
  return { page, overlay };
}
