/** The share of train and test images that the network classifies correctly, 0…1. */
import { digitsFor } from '../format.ts';
import type { ChartKind } from './kind.ts';
import { trainAndTestLines, trainOrTest } from './lines.ts';

export const accuracy = {
  id: 'accuracy',
  lines: (runs) => trainAndTestLines(runs, { metric: 'Accuracy', level: ({ level }) => level }),
  partName: trainOrTest,
  valueText: ({ figures }, share) => figures.percent(share),
  y: {
    empty: { from: 0, to: 1 },
    bounds: { from: 0, to: 1 },
    fit: { least: 0.15, towards: 'above' },
    tick: (share, step) => `${(100 * share).toFixed(digitsFor(100 * step))}\u00a0%`,
  },
  best: {
    metric: 'testAccuracy',
    wanted: 'highest',
    guessing: (classes) => 1 / classes,
    words: ({ curves }) => curves.charts.accuracy,
  },
} as const satisfies ChartKind;
