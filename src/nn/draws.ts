/**
 * Weights and batches out of nothing: random numbers that tests/golden/draws.py computes too, bit for bit, so no file holds
 * them. A number depends on a seed, the name of its tensor and its place in it. All are exact in float32. The golden tests
 * and the check of the device compare engines with PyTorch from them.
 */
import { elementsOf, parametersOf } from '../model/parameters.ts';
import type { ModelSpec } from '../model/spec.ts';
import { structureOf } from '../model/structure.ts';
import type { FloatBatch, NamedTensor } from './engine.ts';
import { toNhwc } from './layout.ts';

/** FNV-1a of a stream's name: 32 bits. */
function startOf(stream: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < stream.length; i++) value = Math.imul(value ^ stream.charCodeAt(i), 0x01000193);
  return value;
}

/** Random uint32 by place of a stream: a Weyl sequence through the finaliser of MurmurHash3. */
function bitsOf(stream: string): (place: number) => number {
  const start = startOf(stream);
  return (place) => {
    let x = (start + Math.imul(place, 0x9e3779b9)) | 0;
    x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
    x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
    return (x ^ (x >>> 16)) >>> 0;
  };
}

/** Uniform in centre ± scale. */
export function uniform(stream: string, length: number, scale = 1, centre = 0): Float32Array {
  const bits = bitsOf(stream);
  const values = new Float32Array(length);
  for (let i = 0; i < length; i++) values[i] = centre + scale * ((bits(i) >>> 8) / 2 ** 23 - 1);
  return values;
}

/**
 * Where a tensor of the network starts: He's variance for convolutions, batch norm near what it does not change. A
 * bottleneck's last gamma is small: without that, float32 rounding of any program grows a hundredfold in 50 layers.
 */
function weightOf(seed: number, name: string, shape: readonly number[]): Float32Array {
  const length = elementsOf(shape);
  const [, fanIn = 1] = shape;
  const stream = `${seed}/${name}`;
  if (name.endsWith('running_var')) return uniform(stream, length, 0.5, 1);
  if (name.endsWith('running_mean')) return uniform(stream, length, 0.25);
  if (shape.length === 4) return uniform(stream, length, Math.sqrt(6 / elementsOf(shape.slice(1))));
  if (shape.length === 2) return uniform(stream, length, Math.sqrt(3 / fanIn));
  if (name.endsWith('features.7.weight')) return uniform(stream, length, 0.05, 0.2);
  return uniform(stream, length, 0.25, name.endsWith('.weight') ? 1 : 0);
}

/** The weights that a reference starts from, in PyTorch's layout. */
export const drawnWeights = (seed: number, spec: ModelSpec): NamedTensor[] =>
  parametersOf(structureOf(spec)).map(({ name, shape }) => ({
    name,
    shape,
    data: weightOf(seed, name, shape),
  }));

/** Pictures of variance 1, F32 [N, 3, S, S], and class numbers. */
export function drawnPictures(seed: number, count: number, { inputSize, classes }: ModelSpec) {
  const shape = [count, 3, inputSize, inputSize];
  const label = bitsOf(`${seed}/labels`);
  return {
    shape,
    images: uniform(`${seed}/images`, elementsOf(shape), Math.sqrt(3)),
    labels: Int32Array.from({ length: count }, (_, i) => label(i) % classes),
  };
}

/** The same as an engine takes it. */
export function drawnBatch(seed: number, count: number, spec: ModelSpec): FloatBatch {
  const { shape, images, labels } = drawnPictures(seed, count, spec);
  return { pixels: toNhwc(images, shape), labels };
}

/** What a reference keeps of a tensor: everything, or `entries` values at random places. */
export function picked(name: string, data: Float32Array, entries: number): Float32Array {
  if (data.length <= entries) return data;
  const bits = bitsOf(`picks/${name}`);
  return Float32Array.from({ length: entries }, (_, i) => data[bits(i) % data.length] ?? Number.NaN);
}

/** What a tensor comes to in two numbers, which a fault anywhere in it changes. */
export interface Extract {
  /** Root of the sum of squares. */
  readonly norm: number;
  /** The sum of the values, each under a sign that is drawn for its place: no exchange of values leaves it as it was. */
  readonly signed: number;
}

export function extractOf(name: string, data: Float32Array): Extract {
  const bits = bitsOf(`signs/${name}`);
  let squares = 0;
  let signed = 0;
  for (let i = 0; i < data.length; i++) {
    const value = data[i] ?? Number.NaN;
    squares += value * value;
    signed += bits(i) >>> 31 === 0 ? value : -value;
  }
  return { norm: Math.sqrt(squares), signed };
}
