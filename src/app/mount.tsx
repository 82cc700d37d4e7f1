/** Puts the page into a document, for a client that trains. */
import '@mantine/core/styles.css';
import './styles.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { catalogues } from './i18n/words.ts';
import type { TrainerClient } from './store/client.ts';
import { type Address, createPage } from './store/page.ts';
import { createPreferences, type PreferencesStore, withoutLanguage } from './store/preferences.ts';
import { isActive } from './store/run.ts';
import { followRuns } from './store/runsStore.ts';
import { followSpeeds } from './store/speeds.ts';
import type { Keep } from './store/storage.ts';

const addressBar: Address = {
  read: () => location.search,
  write: (search) => history.replaceState(history.state, '', `${location.pathname}${search}${location.hash}`),
};

/** The document speaks the language that is set; once one was chosen by hand, the address has no say any more. */
function followLanguage(preferences: PreferencesStore): void {
  const follow = () => {
    const { language } = preferences.getState();
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : language;
    document.title = catalogues[language].page.title;
  };
  follow();
  preferences.subscribe(() => {
    follow();
    addressBar.write(withoutLanguage(addressBar.read()));
  });
}

const keep: Keep = () => localStorage;

export function mountPage(root: HTMLElement, client: TrainerClient): void {
  const page = createPage(client, addressBar);
  const preferences = createPreferences({
    keep,
    languages: navigator.languages,
    search: addressBar.read(),
  });
  followLanguage(preferences);
  const speeds = followSpeeds(page.store, keep);
  const runs = followRuns({
    page: page.store,
    openHome: async () => (await import('./store/runsDatabase.ts')).openRunsHome(),
    keep,
    now: Date.now,
  });
  // A page that is hidden may be gone the next moment.
  document.addEventListener('visibilitychange', () => void runs.settled());
  // A run lives as long as its page: leaving one that is under way asks first.
  window.addEventListener('beforeunload', (event) => {
    if (isActive(page.store.getState().run)) event.preventDefault();
  });
  createRoot(root).render(
    <StrictMode>
      <App page={page} preferences={preferences} speeds={speeds} runs={runs} />
    </StrictMode>,
  );
}
