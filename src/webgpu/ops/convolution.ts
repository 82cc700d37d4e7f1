/** The three passes of a convolution on tensors, each by the variant that suits the device. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { convOutput } from '../../model/structure.ts';
import type { TrainingBackend } from '../backend.ts';
import { convPlan, type Operand } from '../convPlan.ts';
import type { ConvShape } from '../kernels/convShape.ts';
import { type ConvPass, chooseVariant } from '../variants.ts';

/** Shape of a convolution of x (NHWC) by a filter (HWIO). */
export function convShapeOf(
  x: readonly number[],
  filter: readonly number[],
  stride: number,
  padding: number,
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
  };
}

/** Runs the plan of a pass on its inputs. @returns the result, of the shape given. */
function runPass(
  b: TrainingBackend,
  s: ConvShape,
  pass: ConvPass,
  inputs: readonly [first: TensorInfo, second: TensorInfo],
  shape: readonly number[],
): TensorInfo {
  const { scratch, dispatches } = convPlan(s, pass, chooseVariant(s, pass, b.traits, b.tuning));
  const result = b.makeTensorInfo([...shape], 'float32');
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

/** y [N, H', W', Co] */
export const convForward = (
  b: TrainingBackend,
  s: ConvShape,
  x: TensorInfo,
  filter: TensorInfo,
): TensorInfo => runPass(b, s, 'forward', [x, filter], [s.batch, s.outHeight, s.outWidth, s.outChannels]);

/** dx [N, H, W, Ci] */
export const convInputGradient = (
  b: TrainingBackend,
  s: ConvShape,
  dy: TensorInfo,
  filter: TensorInfo,
): TensorInfo => runPass(b, s, 'inputGradient', [dy, filter], [s.batch, s.inHeight, s.inWidth, s.inChannels]);

/** dfilter [k, k, Ci, Co] */
export const convFilterGradient = (
  b: TrainingBackend,
  s: ConvShape,
  x: TensorInfo,
  dy: TensorInfo,
): TensorInfo => runPass(b, s, 'filterGradient', [x, dy], [s.kernel, s.kernel, s.inChannels, s.outChannels]);
