/**
 * A share of the soak (docs/RELIABILITY.md): runs that are interrupted end equal to the bit to one that nothing disturbed and ask for
 * nothing, and runs leave nothing behind. Each has a browser of its own: other tests need not outlive its faults.
 */
import { interruptBriefly } from '../soak/inChromium.ts';
import { leaksInPage } from '../soak/leaksInPage.ts';
import { expect, test } from './fixtures.ts';

test('a run goes on exactly after reloads, a lost device and ended workers', async () => {
  // Killed GPU processes are left to the command: each costs a compile of everything. This seed has all others in its first run.
  const { runs, problems, summary } = await interruptBriefly(1103);
  console.log(summary);
  expect(problems).toEqual([]);
  const came = runs.flatMap(({ faults }) => faults.map(({ fault }) => fault));
  // A machine that is much faster may be done with the run before the last of them.
  const planned = ['reload', 'device destroyed', 'worker terminated'].slice(0, Math.max(1, came.length));
  expect(came).toEqual(planned);
});

test('runs leave nothing behind once they are deleted', async () => {
  const { problems, summary } = await leaksInPage(4, console.log, 2);
  console.log(summary);
  expect(problems).toEqual([]);
});
