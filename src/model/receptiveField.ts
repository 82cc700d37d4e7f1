/**
 * What an element of a feature map can see of the picture: its theoretical receptive field, by kernel, stride and padding of all layers
 * before it, along the longest path (Araujo, Norris and Sim, "Computing Receptive Fields of Convolutional Neural Networks", Distill
 * 2019). What it does see is as a rule less, and mostly of the middle. An interpretation of the walk (walk.ts). Pure.
 */
import type { ConvUnit, MaxPool, PadShortcut, Structure } from './structure.ts';
import { type Interpreter, walkNetwork } from './walk.ts';

/**
 * Along either axis the element at `i` sees the pixels from `i·jump + from` to `i·jump + to`, both included; those outside of
 * the picture are padding.
 */
export interface Field {
  readonly from: number;
  readonly to: number;
  readonly jump: number;
}

/** Of the places in the stem or in a block, named as `TapSite` (training/taps.ts) names them; undefined where there is none. */
export interface PartFields {
  readonly input: Field;
  readonly branch?: Field;
  readonly shortcut?: Field;
  readonly sum?: Field;
  readonly output: Field;
  readonly unpooled?: Field;
}

/** Rows and columns of the picture, first and last included. */
export interface PixelSpan {
  readonly from: number;
  readonly to: number;
}

const pixel: Field = { from: 0, to: 0, jump: 1 };

const through = (
  x: Field,
  { kernel, stride, padding }: Pick<ConvUnit | MaxPool, 'kernel' | 'stride' | 'padding'>,
): Field => ({
  from: x.from - padding * x.jump,
  to: x.to + (kernel - 1 - padding) * x.jump,
  jump: x.jump * stride,
});

/** What is seen through either of two; both have the same distance between neighbours. */
const either = (a: Field, b: Field): Field => ({
  from: Math.min(a.from, b.from),
  to: Math.max(a.to, b.to),
  jump: a.jump,
});

/** Pixels that an element sees, padding among them. */
export const fieldSize = ({ from, to }: Field): number => to - from + 1;

/** The part of the picture that the element at `i` sees, along one axis of `size` pixels. */
export const pixelsOf = ({ from, to, jump }: Field, i: number, size: number): PixelSpan => ({
  from: Math.max(0, i * jump + from),
  to: Math.min(size - 1, i * jump + to),
});

/** Of the stem and of every block, by name. */
export function receptiveFields(structure: Structure): ReadonlyMap<string, PartFields> {
  const fields = new Map<string, PartFields>();
  /** Of the last unit that was walked. */
  let last: { readonly branch: Field; readonly shortcut?: Field; readonly sum: Field } | undefined;
  const interpreter: Interpreter<Field> = {
    part(part, layers, input) {
      const output = layers();
      if ('units' in part) fields.set(part.name, { input, ...last, output });
      else fields.set(part.name, { input, output, ...(part.maxPool ? { unpooled: last?.sum } : {}) });
      return output;
    },
    convNorm(x, unit, residual) {
      const branch = through(x, unit);
      const sum = residual ? either(branch, residual.value) : branch;
      last = { branch, sum, ...(residual ? { shortcut: residual.value } : {}) };
      return sum;
    },
    projection: through,
    padShortcut: (x, { stride }: PadShortcut) => through(x, { kernel: 1, stride, padding: 0 }),
    maxPool: through,
    classify: (x) => x,
  };
  walkNetwork(structure, pixel, interpreter);
  return fields;
}
