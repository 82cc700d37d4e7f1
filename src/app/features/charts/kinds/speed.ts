/** How many images a second the device trains on. */
import type { ChartKind } from './kind.ts';
import { stepLines } from './lines.ts';

export const speed = {
  id: 'speed',
  lines: (runs) => stepLines(runs, { part: 'speed', metric: 'imagesPerSecond', noisy: true }),
  partName: ({ curves }) => curves.charts.speed.line,
  single: true,
  valueText: ({ figures }, images) => figures.imagesPerSecond(images),
  y: { empty: { from: 0, to: 1000 } },
} as const satisfies ChartKind;
