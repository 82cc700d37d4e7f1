/** A new version of the page is offered once it waits, and never in the middle of a run. */
import { describe, expect, it } from 'vitest';
import { offerNewVersions, type Registration } from '../../../src/app/shell/newVersion.ts';
import { createOverlay } from '../../../src/app/state/overlay.ts';
import { createPage } from '../../../src/app/state/page.ts';

function setUp({ waiting = false, controlled = true, active = false } = {}) {
  const page = createPage(
    { send: () => {}, onMessage: () => {}, onFailure: () => {} },
    { read: () => '', write: () => {} },
  );
  const overlay = createOverlay(page);
  if (active) page.actions.start();
  const heard: Record<string, () => void> = {};
  const listen = (name: string, call: unknown) => {
    heard[name] = call as () => void;
  };
  const registration = {
    waiting: waiting ? { postMessage: () => {} } : null,
    installing: { state: 'installing', addEventListener: listen },
    addEventListener: listen,
  };
  offerNewVersions(registration as unknown as Registration, () => controlled, { page, overlay });
  /** Another version is found, and installed. */
  const arrive = () => {
    heard.updatefound?.();
    registration.waiting = { postMessage: () => {} };
    heard.statechange?.();
  };
  const endRun = () => {
    const { run } = page.store.getState();
    page.store.setState({
      run: run && { ...run, end: { runId: run.id, type: 'end', outcome: 'finished', step: 1 } },
    });
  };
  return { page, overlay, arrive, endRun, toast: () => overlay.store.getState().toast?.kind };
}

describe('a new version', () => {
  it('is offered where it waits since an earlier visit, or arrives', () => {
    expect(setUp({ waiting: true }).toast()).toBe('new-version');
    const { toast, arrive } = setUp();
    expect(toast()).toBeUndefined();
    arrive();
    expect(toast()).toBe('new-version');
  });

  it('is no news on the first visit', () => {
    const { toast, arrive } = setUp({ controlled: false });
    arrive();
    expect(toast()).toBeUndefined();
  });

  it('waits until the run is over', () => {
    const { toast, arrive, endRun } = setUp({ active: true });
    arrive();
    expect(toast()).toBeUndefined();
    endRun();
    expect(toast()).toBe('new-version');
  });

  it('is offered again after the next run', () => {
    const { toast, arrive, endRun, page } = setUp();
    arrive();
    page.actions.start();
    expect(toast()).toBeUndefined();
    endRun();
    expect(toast()).toBe('new-version');
  });
});
