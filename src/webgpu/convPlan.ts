/**
 * How a variant computes a pass of a convolution: one or more dispatches over the pass's two inputs, its result and
 * scratch buffers of its own. Plans are plain data: ops/convolution.ts runs them, the tuner times and checks them.
 */
import { InternalError } from '../base/errors.ts';
import type { Kernel } from './kernel.ts';
import { type ConvShape, convElements } from './kernels/convShape.ts';
import { directConvForward } from './kernels/direct/convForward.ts';
import { directConvInputGradient } from './kernels/direct/convInputGradient.ts';
import { directFilterGradient } from './kernels/direct/filterGradient.ts';
import { filterGradientReduce } from './kernels/filterGradientReduce.ts';
import type { ConvPlan, Operand, PlannedDispatch } from './kernels/plan.ts';
import type { ConvPass } from './kernels/tiled/choice.ts';
import { tiledConvFilterGradient } from './kernels/tiled/filterGradient.ts';
import { tiledConvForward } from './kernels/tiled/forward.ts';
import { tiledConvInputGradient } from './kernels/tiled/inputGradient.ts';
import { winogradFilterPlan, winogradForwardPlan, winogradInputPlan } from './kernels/winograd/plans.ts';
import type { Variant } from './variants.ts';

export type { ConvPlan, Operand, PlannedDispatch };

/** A pass that one kernel computes from both inputs. */
const single = (kernel: Kernel): ConvPlan => ({
  scratch: [],
  dispatches: [{ kernel, operands: ['first', 'second', 'result'] }],
});

/** A filter gradient whose kernel writes so many partial gradients, which are then added. */
function sliced(s: ConvShape, kernel: Kernel, slices: number): ConvPlan {
  if (slices === 1) return single(kernel);
  const { filter } = convElements(s);
  return {
    scratch: [slices * filter],
    dispatches: [
      { kernel, operands: ['first', 'second', 0] },
      { kernel: filterGradientReduce(filter, slices), operands: [0, 'result'] },
    ],
  };
}

/** The plan of a pass. @throws InternalError for a variant that does not serve the pass. */
export function convPlan(s: ConvShape, pass: ConvPass, v: Variant): ConvPlan {
  switch (pass) {
    case 'forward':
      if (v.family === 'direct') return single(directConvForward(s, v.tiling));
      if (v.family === 'tiled') return single(tiledConvForward(s, v.tile));
      if (v.family === 'winograd') return winogradForwardPlan(s, v);
      break;
    case 'inputGradient':
      if (v.family === 'direct') return single(directConvInputGradient(s, v.tiling));
      if (v.family === 'tiled') return single(tiledConvInputGradient(s, v.tile));
      if (v.family === 'winograd') return winogradInputPlan(s, v);
      break;
    case 'filterGradient':
      if (v.family === 'direct-filter') return sliced(s, directFilterGradient(s, v.tiling), v.tiling.slices);
      if (v.family === 'winograd-filter') return winogradFilterPlan(s, v);
      if (v.family === 'tiled') return sliced(s, tiledConvFilterGradient(s, v.tile, v.splits), v.splits);
      break;
    default:
      return pass satisfies never;
  }
  throw new InternalError(`The variant ${v.family} does not compute a ${pass}.`);
}
