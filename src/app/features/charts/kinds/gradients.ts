/** The gradient norm of every stage of one run: the stages of several runs could not be told apart. */
import { stageColour } from '../../../state/colours.ts';
import type { ShownRun } from '../../../state/shown.ts';
import { placeOfStep } from '../data/samples.ts';
import { short } from '../format.ts';
import type { ChartKind, Line } from './kind.ts';

function stageLines(shown: ShownRun): Line[] {
  const { points } = shown.run.gradients;
  const places = points.map(({ step, epoch }) => ({ ...placeOfStep(shown, step), epoch }));
  const stages = [...new Set(points.flatMap(({ norms }) => Object.keys(norms)))];
  return stages.map((stage, i) => ({
    run: shown,
    part: stage,
    samples: places.map((place, j) => ({ ...place, value: points[j]?.norms[stage] ?? Number.NaN })),
    colour: stageColour(i),
    width: 1.75,
    noisy: true,
  }));
}

export const gradients = {
  id: 'gradients',
  lines: (runs) => runs.flatMap(stageLines),
  oneRun: {
    candidates: (runs) => runs.filter(({ run }) => run.gradients.points.length > 0),
    label: ({ curves }) => curves.charts.gradients.run,
  },
  // Stages go by the names that they have in the code.
  partName: (_, stage) => stage,
  valueText: (_, norm) => short(norm),
  // Norms of stages differ by powers of ten.
  y: { empty: { from: 0.1, to: 10 }, log: 'initial' },
} as const satisfies ChartKind;
