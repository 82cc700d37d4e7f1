/** The learning rate of every step. */
import { short } from '../format.ts';
import type { ChartKind } from './kind.ts';
import { stepLines } from './lines.ts';

export const learningRate = {
  id: 'learningRate',
  lines: (runs) => stepLines(runs, { part: 'learningRate', metric: 'learningRate', noisy: false }),
  partName: ({ curves }) => curves.charts.learningRate.line,
  single: true,
  valueText: (_, rate) => short(rate),
  y: { empty: { from: 0, to: 0.1 }, log: 'offered' },
} as const satisfies ChartKind;
