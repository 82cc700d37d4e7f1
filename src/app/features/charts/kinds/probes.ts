/** How well a linear classifier tells the classes from what every stage of one run makes of the pictures. */
import type { ChartKind } from './kind.ts';
import { measureLines, measureLooks } from './measures.ts';

const { lines, partName, candidates } = measureLines('probe');

export const probes = {
  id: 'probes',
  lines,
  oneRun: { candidates, label: ({ curves }) => curves.charts.probes.run },
  partName,
  ...measureLooks.probe,
} as const satisfies ChartKind;
