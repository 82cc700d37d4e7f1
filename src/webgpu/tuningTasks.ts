/** What there is to tune in a network: each different pass of its convolutions once, in the order of what it costs. */
import { convUnits, type Structure } from '../model/structure.ts';
import { type ConvSettings, type ConvShape, convBytes, convFlops, convShape } from './kernels/convShape.ts';
import { type ConvPass, tuningKey } from './variants.ts';

export interface TuningTask {
  readonly shape: ConvShape;
  readonly pass: ConvPass;
}

const passes: readonly ConvPass[] = ['forward', 'inputGradient', 'filterGradient'];

/** Work that a byte moved stands for besides the arithmetic: what our kernels reach on graphics cards, roughly. */
const flopsPerByte = 8;

/** Every different pass of a network's convolutions at a batch size, those first that take the largest share of a step. */
export function tuningTasks(
  structure: Structure,
  batch: number,
  { storage, precision }: ConvSettings,
): TuningTask[] {
  const tasks = new Map<string, TuningTask & { count: number }>();
  convUnits(structure).forEach((unit, i) => {
    const shape = { ...convShape(batch, unit), storage, precision };
    for (const pass of passes) {
      // The gradient of the pictures is never needed.
      if (i === 0 && pass === 'inputGradient') continue;
      const key = tuningKey(shape, pass);
      tasks.set(key, { shape, pass, count: (tasks.get(key)?.count ?? 0) + 1 });
    }
  });
  const cost = ({ shape, count }: { shape: ConvShape; count: number }): number =>
    count * (convFlops(shape) + flopsPerByte * convBytes(shape));
  return [...tasks.values()].sort((a, b) => cost(b) - cost(a));
}
