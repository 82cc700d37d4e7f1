/** The mean cross-entropy of train and test images. */
import type { ChartKind } from './kind.ts';
import { trainAndTestLines, trainOrTest } from './lines.ts';

export const loss = {
  id: 'loss',
  lines: (runs) =>
    trainAndTestLines(runs, {
      metric: 'Loss',
      spread: ({ lossLow: low, lossHigh: high }) => ({ low, high }),
    }),
  partName: trainOrTest,
  valueText: ({ figures }, nats) => figures.loss(nats),
  briefText: (nats) => nats.toFixed(nats < 10 ? 3 : 0),
  // A little above ln 10, the loss of guessing among ten classes.
  // Of a run that diverges the loss grows without end; above twice that of guessing it says no more than that.
  y: {
    empty: { from: 0, to: 2.5 },
    bounds: { from: 0, to: Number.POSITIVE_INFINITY },
    fit: { least: 0.5, towards: 'below' },
    most: (classes) => Math.max(5, Math.ceil(2 * Math.log(classes))),
    log: 'offered',
  },
  best: {
    metric: 'testLoss',
    wanted: 'lowest',
    guessing: (classes) => Math.log(classes),
    words: ({ curves }) => curves.charts.loss,
  },
} as const satisfies ChartKind;
