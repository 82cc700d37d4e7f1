/** The three passes of a convolution on tensors, each by the variant that suits the device. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { convOutput } from '../../model/structure.ts';
import type { TrainingBackend } from '../backend.ts';
import { convPlan, type Operand } from '../convPlan.ts';
import type { Chunks, Kernel } from '../kernel.ts';
import type { ConvShape } from '../kernels/convShape.ts';
import { normChunks } from '../kernels/moments.ts';
import { normStatistics } from '../kernels/normStatistics.ts';
import { type ConvPass, chooseVariant, type Variant } from '../variants.ts';

/** Shape of a convolution of x (NHWC) by a filter (HWIO), stored and rounded as what is recorded asks for. */
export function convShapeOf(
  { storage, precision }: Pick<TrainingBackend, 'storage' | 'precision'>,
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
    storage,
    precision,
  };
}

/** A kernel in place of another, with what its bindings beyond the other's are given. */
interface Extended {
  readonly kernel: Kernel;
  readonly more: readonly TensorInfo[];
}

/**
 * Runs the plan of a pass on its inputs.
 * @param extend Says what to run in place of the kernel that writes the result.
 * @returns the result that was given.
 */
function runPass(
  b: TrainingBackend,
  s: ConvShape,
  pass: ConvPass,
  inputs: readonly [first: TensorInfo, second: TensorInfo],
  result: TensorInfo,
  extend: (last: Kernel) => Extended = (kernel) => ({ kernel, more: [] }),
): TensorInfo {
  const usable = (v: Variant): boolean =>
    convPlan(s, pass, v).dispatches.every(({ kernel }) => b.pipelines.usable(kernel));
  const variant =
    b.recorder?.chooser?.choose(s, pass, b.traits, usable) ??
    chooseVariant(s, pass, b.traits, b.tuning, usable);
  const { scratch, dispatches } = convPlan(s, pass, variant);
  const own = scratch.map((n) => b.makeTensorInfo([n], 'float32'));
  const tensorOf = (operand: Operand): TensorInfo => {
    if (operand === 'first') return inputs[0];
    if (operand === 'second') return inputs[1];
    return operand === 'result' ? result : own[operand]!;
  };
  for (const [i, { kernel: planned, operands }] of dispatches.entries()) {
    const last = i === dispatches.length - 1;
    const { kernel, more } = last ? extend(planned) : { kernel: planned, more: [] };
    b.run(kernel, [...operands.map(tensorOf), ...more]);
  }
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

/** A convolution for batch norm. */
export interface ConvStatistics {
  /** [N, H', W', Co] */
  readonly z: TensorInfo;
  /** [chunks, 2, Co]: mean, sum of squared deviations from it. */
  readonly partials: TensorInfo;
  readonly chunks: Chunks;
}

/** z and its statistics in parts: by the convolution itself where the device gains by that and the kernel can, else by a pass. */
export function convForwardWithStatistics(
  b: TrainingBackend,
  s: ConvShape,
  x: TensorInfo,
  filter: TensorInfo,
): ConvStatistics {
  const z = b.makeMap([s.batch, s.outHeight, s.outWidth, s.outChannels]);
  const partialsOf = ({ chunks }: Chunks): TensorInfo =>
    b.makeTensorInfo([chunks, 2, s.outChannels], 'float32');
  let found: Omit<ConvStatistics, 'z'> | undefined;
  runPass(b, s, 'forward', [x, weightsOf(b, filter)], z, (kernel) => {
    const reducing = b.traits.fusedReductions ? kernel.withStatistics?.() : undefined;
    if (!reducing || !b.pipelines.usable(reducing.kernel)) return { kernel, more: [] };
    found = { partials: partialsOf(reducing), chunks: reducing };
    return { kernel: reducing.kernel, more: [found.partials] };
  });
  if (found) return { z, ...found };
  const rows = s.batch * s.outHeight * s.outWidth;
  const chunks = normChunks(rows, s.outChannels, b.traits);
  const partials = partialsOf(chunks);
  b.run(normStatistics(rows, s.outChannels, b.traits, b.storage), [z, partials]);
  return { z, partials, chunks };
}

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
