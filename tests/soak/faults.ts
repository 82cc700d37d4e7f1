/** Everything that a soak does to a page that trains, one record each: how it is done, and what the page is to make of it. */
import type { Worker as Thread } from '@playwright/test';
import { lastAnswer } from './patience.ts';
import type { FaultName } from './plan.ts';
import type { Visit } from './visit.ts';

export interface Fault {
  /**
   * Who makes the run go on. The page itself, wherever it is still there; a person where the page is gone, or where a person stopped
   * the run.
   */
  readonly goesOn: 'by itself' | 'by a click';
  /** Seconds within which it does, on a busy machine without a graphics card. */
  readonly within: number;
  readonly inject: (visit: Visit) => Promise<void>;
}

const pause = (visit: Visit, milliseconds: number): Promise<void> => visit.page.waitForTimeout(milliseconds);

/** Its thread; none where it is not up. One that hung and was ended may be listed still. */
const trainer = ({ page }: Visit): Promise<Thread | undefined> =>
  lastAnswer(page.workers(), (worker) => worker.evaluate(() => true).then(() => worker));

async function paused(visit: Visit): Promise<void> {
  await visit.press('Pause');
  await visit.until(({ status }) => status === 'Paused' || status === 'Finished', 30);
}

export const faults: Readonly<Record<FaultName, Fault>> = {
  reload: {
    goesOn: 'by a click',
    within: 30,
    inject: async (visit) => {
      await visit.page.reload();
      await visit.page.getByTestId('run-buttons').waitFor();
    },
  },
  'page crash': {
    goesOn: 'by a click',
    within: 30,
    inject: async (visit) => {
      const { page } = visit;
      const crashed = page.waitForEvent('crash');
      const session = await visit.context.newCDPSession(page);
      // Nobody is left to answer.
      void session.send('Page.crash').catch(() => {});
      await crashed;
      await visit.replaceTab();
    },
  },
  'tab closed': { goesOn: 'by a click', within: 30, inject: (visit) => visit.replaceTab() },
  'GPU process killed': {
    goesOn: 'by itself',
    within: 60,
    inject: async ({ processes }) => {
      const { processInfo } = await processes.send('SystemInfo.getProcessInfo');
      const gpu = processInfo.find(({ type }) => type === 'GPU');
      if (!gpu) throw new Error('This browser has no GPU process.');
      process.kill(gpu.id, 'SIGKILL');
    },
  },
  'device destroyed': {
    goesOn: 'by itself',
    within: 60,
    inject: async (visit) => {
      const worker = await trainer(visit);
      await worker?.evaluate(() => {
        const { _tfengine } = globalThis as { _tfengine?: { backend?: { device?: GPUDevice } } };
        _tfengine?.backend?.device?.destroy();
      });
    },
  },
  'worker terminated': {
    goesOn: 'by itself',
    within: 60,
    inject: (visit) =>
      visit.page.evaluate(() => {
        const { workers } = globalThis as unknown as { workers: Worker[] };
        workers.at(-1)?.terminate();
      }),
  },
  'worker hung': {
    goesOn: 'by itself',
    within: 150,
    inject: async (visit) => {
      const worker = await trainer(visit);
      // Not in the call itself: an inspector whose call never ends keeps the whole page in memory, after it was left too.
      await worker?.evaluate(() => {
        setTimeout(() => {
          for (;;);
        }, 50);
      });
    },
  },
  pause: {
    goesOn: 'by itself',
    within: 30,
    inject: async (visit) => {
      await paused(visit);
      await pause(visit, 1500);
      if (await visit.offers('Resume')) await visit.press('Resume');
    },
  },
  stop: {
    goesOn: 'by a click',
    within: 30,
    inject: async (visit) => {
      await visit.press('Stop');
      await visit.until(({ status }) => status === 'Stopped' || status === 'Finished', 30);
    },
  },
  'single steps': {
    goesOn: 'by itself',
    within: 30,
    inject: async (visit) => {
      await paused(visit);
      for (let i = 0; i < 3 && (await visit.offers('Step')); i++) {
        const { step = 0 } = await visit.shown();
        await visit.press('Step');
        await visit.until((shown) => (shown.step ?? 0) > step, 30);
      }
      if (await visit.offers('Resume')) await visit.press('Resume');
    },
  },
  'second tab': {
    goesOn: 'by itself',
    within: 30,
    inject: async (visit) => {
      const other = await visit.newTab();
      // What another tab writes of a run must outlive what this one writes of its own.
      const more = other.getByRole('button', { name: /^More on / }).last();
      await more.click();
      const field = other.getByLabel('Note', { exact: true });
      const note = (await field.inputValue()) || `Written at ${new Date().toISOString()}.`;
      await field.fill(note);
      const pin = other.getByRole('button', { name: /^Pin / });
      if ((await pin.getAttribute('aria-pressed')) !== 'true') await pin.click();
      await pause(visit, 1000);
      await other.close();
      const stored = await visit.stored();
      if (!stored.some((run) => run.note === note && run.pinned))
        throw new Error('What the other tab noted and pinned is not stored.');
    },
  },
  'page frozen': {
    goesOn: 'by itself',
    within: 30,
    inject: async (visit) => {
      const session = await visit.context.newCDPSession(visit.page);
      await session.send('Page.setWebLifecycleState', { state: 'frozen' });
      await new Promise((thawed) => {
        setTimeout(thawed, 5000);
      });
      await session.send('Page.setWebLifecycleState', { state: 'active' });
      await session.detach();
    },
  },
  'storage full': {
    goesOn: 'by itself',
    within: 30,
    inject: async (visit) => {
      const { origin } = new URL(visit.site.address);
      const session = await visit.context.newCDPSession(visit.page);
      const { usage } = await session.send('Storage.getUsageAndQuota', { origin });
      await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: usage });
      // An epoch or two of it.
      await pause(visit, 4000);
      await session.send('Storage.overrideQuotaForOrigin', { origin });
      await session.detach();
    },
  },
  'connection gone': {
    goesOn: 'by itself',
    within: 60,
    inject: async (visit) => {
      const { page, context } = visit;
      await page.evaluate(async () => {
        for (const name of await caches.keys()) await caches.delete(name);
      });
      await page.reload();
      await page.getByTestId('run-buttons').waitFor();
      // The trainer is there, its pictures are not.
      await page.locator('[data-testid="device"]:not([data-kind="unknown"])').waitFor();
      await pause(visit, 1000);
      await context.setOffline(true);
      await visit.goOn();
      await visit.until(({ status }) => status.startsWith('Waiting'), 20);
      await pause(visit, 3000);
      await context.setOffline(false);
    },
  },
};
