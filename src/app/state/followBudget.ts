/**
 * Keeps the page's config to the budget that was chosen: another network, batch or device takes other epochs and pictures. What
 * is learned of the device's speed alone changes them only where the budget would be missed by far, and never during a run.
 */
import type { StoreApi } from 'zustand/vanilla';
import { budgetKeys, fitsBudget, planOf } from './budget.ts';
import { timeOf } from './estimate.ts';
import type { Page, PageState } from './page.ts';
import { isActive } from './run.ts';
import type { SpeedsState } from './speeds.ts';

export function followBudget(page: Page, speeds: StoreApi<SpeedsState>): void {
  const plan = (gently: boolean) => {
    const { budget, config, device } = page.store.getState();
    if (!budget || !device) return;
    const { imagesPerSecond } = timeOf(config, device, speeds.getState().speeds);
    if (gently && fitsBudget(config, budget, imagesPerSecond)) return;
    const next = planOf(config, budget, imagesPerSecond);
    if (budgetKeys.some((key) => next[key] !== config[key])) page.actions.plan(next);
  };
  const chosenAnew = (state: PageState, before: PageState) =>
    state.budget !== before.budget ||
    (state.config !== before.config && budgetKeys.every((key) => state.config[key] === before.config[key]));
  page.store.subscribe((state, before) => {
    if (!state.budget) return;
    if (chosenAnew(state, before)) plan(false);
    else if (state.device !== before.device || (isActive(before.run) && !isActive(state.run))) plan(true);
  });
  speeds.subscribe(() => {
    if (!isActive(page.store.getState().run)) plan(true);
  });
}
