/** The gradient norm of every stage of one run: the stages of several runs could not be told apart. */
import { runLook } from '../../../state/colours.ts';
import type { ShownRun } from '../../../state/shown.ts';
import { placeOfStep } from '../data/samples.ts';
import { short } from '../format.ts';
import type { ChartKind, Line } from './kind.ts';

const dashes = [undefined, '8 3', '2 3', '10 3 2 3', '5 2', '12 3 2 3 2 3'];

function stageLines(shown: ShownRun): Line[] {
  const { points } = shown.run.gradients;
  const places = points.map(({ step, epoch }) => ({ ...placeOfStep(shown, step), epoch }));
  const stages = [...new Set(points.flatMap(({ norms }) => Object.keys(norms)))];
  return stages.map((stage, i) => ({
    run: shown,
    part: stage,
    samples: places.map((place, j) => ({ ...place, value: points[j]?.norms[stage] ?? Number.NaN })),
    colour: runLook(i).colour,
    dash: dashes[i % dashes.length],
    width: 2,
    dots: false,
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
  // Stages are many, and known only once the first gradients were measured.
  legendRows: 2,
} as const satisfies ChartKind;
