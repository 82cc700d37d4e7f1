/**
 * Many runs in one page: what is left of each once its garbage is gone, and what of that goes when the runs are deleted. The latter is
 * history, which a person sees in the list and may delete; what stays after that is a leak.
 */
import ensureBuiltPage from '../setup/builtPage.ts';
import { type Footprint, footprintOf, footprintText, quantities } from './footprint.ts';
import { type FootprintLook, growthOf, perRun } from './growth.ts';
import { Visit } from './visit.ts';

/** Code that V8 compiles anew lies on the same heap and grows for a hundred runs; without it the heap is what the page holds. */
const dataAlone = '--js-flags=--no-sparkplug --no-maglev --no-turbofan';
/** Two steps and an evaluation: a run leaves what it leaves however long it is, but for its curves. */
const brief = { 'train-images': '16', 'test-images': '8', epochs: '1' };
/** Runs before the first look: what is made once is no growth. */
const warmUp = 10;

/** What a run may leave behind when it is deleted. */
const mostLeft: Footprint = { heap: 1024, workerHeap: 1024, nodes: 0.1, listeners: 0.1, gpuBytes: 0 };
/** What all runs together may differ by: measured in pages in which nothing leaked. */
const noise: Footprint = { heap: 300 * 1024, workerHeap: 150 * 1024, nodes: 20, listeners: 5, gpuBytes: 0 };

async function trainOnce(visit: Visit): Promise<void> {
  const before = (await visit.stored()).length;
  await visit.press('Train');
  for (;;) {
    await visit.until(({ status }) => status !== 'Finished', 1);
    const end = await visit.until(({ status }) => ['Finished', 'Failed'].includes(status), 60);
    if (end?.status !== 'Finished') throw new Error(`A run ended as "${end?.status ?? 'not at all'}".`);
    if ((await visit.stored()).length > before) return;
  }
}

/** Deletes every run that is listed, for good, and waits until nothing is stored of them. */
async function deleteAll(visit: Visit): Promise<void> {
  const { page } = visit;
  await page.getByRole('button', { name: 'Select', exact: true }).click();
  await page.getByRole('button', { name: 'All', exact: true }).click();
  await page.getByRole('button', { name: 'Delete the selected runs', exact: true }).click();
  // As long as they can be had back they are kept.
  await page.getByTestId('run-deleted').getByRole('button').last().click();
  const done = page.getByRole('button', { name: 'Done', exact: true });
  if (await done.isVisible()) await done.click();
  while ((await visit.stored()).length > 0) await page.waitForTimeout(100);
}

/**
 * @param count Runs between the first look and the last.
 * @param begun Runs before the first.
 */
export async function leaksInPage(
  count: number,
  tell: (line: string) => void,
  begun = warmUp,
): Promise<{ readonly problems: readonly string[]; readonly summary: string }> {
  ensureBuiltPage();
  const visit = await Visit.begin(brief, [dataAlone]);
  try {
    /** Trains a run and deletes it and all others, and waits until what the list still does about it is done. */
    const emptied = async (): Promise<Footprint> => {
      await trainOnce(visit);
      await deleteAll(visit);
      await visit.page.waitForTimeout(2000);
      return footprintOf(visit);
    };
    for (let runs = 0; runs < begun; runs++) await trainOnce(visit);
    // What is made once for the first runs and for the first deletion, such as the offer to undo it, is no growth.
    const before = await emptied();
    const looks: FootprintLook[] = [];
    for (let runs = 0; runs <= count; runs++) {
      if (runs % Math.min(10, count) === 0) {
        const footprint = await footprintOf(visit);
        looks.push({ runs, footprint });
        tell(`after ${runs} runs: ${footprintText(footprint)}`);
      }
      if (runs < count) await trainOnce(visit);
    }
    await deleteAll(visit);
    const after = await emptied();
    tell(`after all were deleted: ${footprintText(after)}`);
    const growth = growthOf(looks);
    const left = perRun((q) => (after[q] - before[q]) / count);
    const problems = quantities.flatMap((q) =>
      left[q] > mostLeft[q] + noise[q] / count
        ? [`a run leaves ${left[q].toFixed(1)} of ${q} behind when it is deleted`]
        : [],
    );
    const summary = `${count} runs in one page: a run adds ${footprintText(growth, 1)}; deleted, it leaves ${footprintText(left, 1)}`;
    return { problems, summary };
  } finally {
    await visit.end();
  }
}
