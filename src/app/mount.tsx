/** Puts the page into a document, for a client that trains. */
import '@mantine/core/styles.css';
import './styles.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import type { TrainerClient } from './store/client.ts';
import { type Address, createPage } from './store/page.ts';
import { isActive } from './store/run.ts';

const addressBar: Address = {
  read: () => location.search,
  write: (search) => history.replaceState(history.state, '', `${location.pathname}${search}${location.hash}`),
};

export function mountPage(root: HTMLElement, client: TrainerClient): void {
  const page = createPage(client, addressBar);
  // A run lives as long as its page: leaving one that is under way asks first.
  window.addEventListener('beforeunload', (event) => {
    if (isActive(page.store.getState().run)) event.preventDefault();
  });
  createRoot(root).render(
    <StrictMode>
      <App page={page} />
    </StrictMode>,
  );
}
