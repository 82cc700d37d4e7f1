/**
 * The page measures its device by itself, once, as soon as it has nothing else to do: only a graphics card, which takes a second
 * or two for it. On a software adapter compiling alone takes ten, so its speed is assumed until a run tells.
 */
import { engineFor } from '../../training/events.ts';
import { memoryOf } from '../../training/memory.ts';
import { isMeasuring } from './bench.ts';
import { quickPlan, timeOf } from './estimate.ts';
import type { Page } from './page.ts';
import { isActive } from './run.ts';
import type { SpeedsStore } from './speeds.ts';

/** Milliseconds after which an idle moment is waited for no longer. */
export const longestWait = 2000;

/** Billions of operations that a step of this measurement may take: nobody asked for it, so it is over soon. */
const gflopPerStep = 200;

/**
 * Bytes that the network may take by this measurement. A link may name a network of thousands of layers, and whoever opens it has
 * not asked for it yet.
 */
const mostBytes = 4 * 2 ** 30;

/** Calls back in an idle moment, at the latest after so many milliseconds. */
export type WhenIdle = (call: () => void, timeout: number) => void;

/** The browser's own, where it has one: Safari has none. */
export const browserIdle: WhenIdle = (call, timeout) => {
  if (typeof requestIdleCallback === 'function') requestIdleCallback(call, { timeout });
  else setTimeout(call, timeout / 2);
};

export function measureWhenIdle(page: Page, speeds: SpeedsStore, whenIdle: WhenIdle): void {
  const measure = () => {
    const { config, device, run, bench } = page.store.getState();
    // Whoever trains or measures tells of the speed without us.
    if (!device || isActive(run) || isMeasuring(bench)) return;
    if (timeOf(config, device, speeds.getState().speeds).source !== 'assumed') return;
    const plan = quickPlan(config, device, gflopPerStep);
    const batchSize = plan.models[0]?.batchSize ?? 1;
    if (memoryOf({ ...config, batchSize }).total <= mostBytes) page.actions.measure(plan);
  };
  const stop = page.store.subscribe(({ device, config }) => {
    if (!device) return;
    stop();
    const fused = engineFor(config.engine, device) === 'fused';
    if (fused && !device.software) whenIdle(measure, longestWait);
  });
}
