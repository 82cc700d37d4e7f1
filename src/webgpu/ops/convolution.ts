/** The three passes of a convolution on tensors, each by the variant that suits the device. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { convOutput } from '../../model/structure.ts';
import type { TrainingBackend } from '../backend.ts';
import { convPlan, type Operand } from '../convPlan.ts';
import type { ConvShape } from '../kernels/convShape.ts';
import type { Storage } from '../storage.ts';
import { type ConvPass, chooseVariant, type Variant } from '../variants.ts';

/** Shape of a convolution of x (NHWC) by a filter (HWIO), its tensors stored where that is possible as `storage`. */
export function convShapeOf(
  x: readonly number[],
  filter: readonly number[],
  stride: number,
  padding: number,
  storage: Storage,
): ConvShape {
  const [batch, inHeight, inWidth, inChannels] = x as [number, number, number, number];
  const [kernel, , , outChannels] = filter as [number, number, number, number];
  const out = (n: number): number => convOutput(n, kernel, stride, padding);
  return {
    batch,
    inHeight,
    inWidth,
    inChannels,
    outHeight: out(inHeight),
    outWidth: out(inWidth),
    outChannels,
    kernel,
    stride,
    padding,
    storage,
  };
}

/** Runs the plan of a pass on its inputs. @returns the result that was given. */
function runPass(
  b: TrainingBackend,
  s: ConvShape,
  pass: ConvPass,
  inputs: readonly [first: TensorInfo, second: TensorInfo],
  result: TensorInfo,
): TensorInfo {
  const usable = (v: Variant): boolean =>
    convPlan(s, pass, v).dispatches.every(({ kernel }) => b.pipelines.usable(kernel));
  const { scratch, dispatches } = convPlan(s, pass, chooseVariant(s, pass, b.traits, b.tuning, usable));
  const own = scratch.map((n) => b.makeTensorInfo([n], 'float32'));
  const tensorOf = (operand: Operand): TensorInfo => {
    if (operand === 'first') return inputs[0];
    if (operand === 'second') return inputs[1];
    return operand === 'result' ? result : own[operand]!;
  };
  for (const { kernel, operands } of dispatches) b.run(kernel, operands.map(tensorOf));
  for (const t of own) b.disposeData(t.dataId);
  return result;
}

/** The filter, or the copy of it that a recording keeps for convolutions. */
const weightsOf = (b: TrainingBackend, filter: TensorInfo): TensorInfo =>
  b.recorder?.copyOf(filter) ?? filter;

/** y [N, H', W', Co] */
export const convForward = (
  b: TrainingBackend,
  s: ConvShape,
  x: TensorInfo,
  filter: TensorInfo,
): TensorInfo => {
  const y = b.makeMap([s.batch, s.outHeight, s.outWidth, s.outChannels]);
  return runPass(b, s, 'forward', [x, weightsOf(b, filter)], y);
};

/** dx [N, H, W, Ci] */
export const convInputGradient = (
  b: TrainingBackend,
  s: ConvShape,
  dy: TensorInfo,
  filter: TensorInfo,
): TensorInfo => {
  const dx = b.makeMap([s.batch, s.inHeight, s.inWidth, s.inChannels]);
  return runPass(b, s, 'inputGradient', [dy, weightsOf(b, filter)], dx);
};

/** dfilter [k, k, Ci, Co] */
export const convFilterGradient = (
  b: TrainingBackend,
  s: ConvShape,
  x: TensorInfo,
  dy: TensorInfo,
): TensorInfo => {
  const dfilter = b.makeTensorInfo([s.kernel, s.kernel, s.inChannels, s.outChannels], 'float32');
  return runPass(b, s, 'filterGradient', [x, dy], dfilter);
};
