/**
 * The two layouts of a weight and the way between them: PyTorch's, in files and in `EngineState`, and that of tfjs,
 * on the device. Convolutions are OIHW and HWIO, the classifier [out, in] and [in, out]; vectors are the same in both.
 */
import { elementsOf, type ParameterInfo } from '../model/parameters.ts';

type Axes = readonly number[];

/** Moves axes of a dense row-major array: axis i of the result is axis `axes[i]` of the source. */
function permute(data: Float32Array, shape: readonly number[], axes: Axes): Float32Array {
  const strides = shape.map((_, i) => elementsOf(shape.slice(i + 1)));
  const sizes = axes.map((axis) => shape[axis] ?? 1);
  const steps = axes.map((axis) => strides[axis] ?? 1);
  const result = new Float32Array(data.length);
  let at = 0;
  const walk = (level: number, from: number): void => {
    const size = sizes[level] ?? 1;
    const step = steps[level] ?? 1;
    if (level === axes.length - 1) {
      for (let i = 0; i < size; i++) result[at++] = data[from + i * step] ?? 0;
    } else {
      for (let i = 0; i < size; i++) walk(level + 1, from + i * step);
    }
  };
  walk(0, 0);
  return result;
}

const oihwToHwio: Axes = [2, 3, 1, 0];
const hwioToOihw: Axes = [3, 2, 0, 1];
const swap: Axes = [1, 0];

const axesOf = (rank: number, toDevice: boolean): Axes | undefined =>
  rank === 4 ? (toDevice ? oihwToHwio : hwioToOihw) : rank === 2 ? swap : undefined;

/** Shape on the device of a parameter: HWIO, [in, out] or [channels]. */
export function deviceShape({ shape }: Pick<ParameterInfo, 'shape'>): number[] {
  const axes = axesOf(shape.length, true);
  return axes ? axes.map((axis) => shape[axis] ?? 1) : [...shape];
}

/** PyTorch's layout to the device's. */
export function toDeviceLayout(info: Pick<ParameterInfo, 'shape'>, data: Float32Array): Float32Array {
  const axes = axesOf(info.shape.length, true);
  return axes ? permute(data, info.shape, axes) : data;
}

/** The device's layout to PyTorch's. */
export function toPyTorchLayout(info: Pick<ParameterInfo, 'shape'>, data: Float32Array): Float32Array {
  const axes = axesOf(info.shape.length, false);
  return axes ? permute(data, deviceShape(info), axes) : data;
}

/** Pictures: [N, C, H, W] to N·H·W·C. */
export function toNhwc(data: Float32Array, [n = 0, c = 0, h = 0, w = 0]: readonly number[]): Float32Array {
  const pixels = new Float32Array(data.length);
  const area = h * w;
  for (let image = 0; image < n; image++) {
    for (let channel = 0; channel < c; channel++) {
      const from = (image * c + channel) * area;
      for (let i = 0; i < area; i++) pixels[(image * area + i) * c + channel] = data[from + i] ?? 0;
    }
  }
  return pixels;
}
