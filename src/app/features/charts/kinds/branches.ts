/** How much the blocks of every stage of one run add to what comes in: the size of F(x) over that of x. */
import type { ChartKind } from './kind.ts';
import { measureLines, measureLooks } from './measures.ts';

const { lines, partName, candidates } = measureLines('branch');

export const branches = {
  id: 'branches',
  lines,
  oneRun: { candidates, label: ({ curves }) => curves.charts.branches.run },
  partName,
  ...measureLooks.branch,
} as const satisfies ChartKind;
