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
  // A little above ln 10, the loss of guessing among ten classes.
  y: { empty: { from: 0, to: 2.5 }, log: 'offered' },
  bestEpoch: ({ testLoss }) => testLoss,
} as const satisfies ChartKind;
