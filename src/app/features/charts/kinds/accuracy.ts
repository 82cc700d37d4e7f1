/** The share of train and test images that the network classifies correctly, 0…1. */
import type { ChartKind } from './kind.ts';
import { trainAndTestLines, trainOrTest } from './lines.ts';
import { shareAxis } from './measures.ts';

export const accuracy = {
  id: 'accuracy',
  lines: (runs) => trainAndTestLines(runs, { metric: 'Accuracy', level: ({ level }) => level }),
  partName: trainOrTest,
  valueText: ({ figures }, share) => figures.percent(share),
  y: shareAxis,
  best: {
    metric: 'testAccuracy',
    wanted: 'highest',
    guessing: (classes) => 1 / classes,
    words: ({ curves }) => curves.charts.accuracy,
  },
} as const satisfies ChartKind;
