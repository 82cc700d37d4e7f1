/** The references of this folder, read; and an engine's tensors compared with them. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { readSafetensors } from '../../src/formats/safetensors.ts';
import type { ModelSpec } from '../../src/model/spec.ts';
import { picked } from '../../src/nn/draws.ts';
import type { NamedTensor } from '../../src/nn/engine.ts';
import { stepSettings } from '../../src/training/config.ts';
import { defaultConfig, type StepSettings } from '../../src/training/settings.ts';
import { relativeError } from '../nn/numbers.ts';

export interface Case {
  readonly name: string;
  readonly seed: number;
  readonly spec: ModelSpec;
  /** Pictures of a training step. */
  readonly batch: number;
  readonly settings: StepSettings;
  /** Training steps; none where only evaluation is compared. */
  readonly steps: number;
  /** Values that the reference keeps of a tensor at most. */
  readonly entries: number;
}

/** The path of a file in this folder. */
export const pathOf = (file: string): string => fileURLToPath(new URL(file, import.meta.url));

/** Settings that a case leaves out are at their defaults, and so is its norm. */
type StoredCase = Omit<Case, 'settings' | 'spec'> & {
  readonly settings: Partial<StepSettings>;
  readonly spec: Omit<ModelSpec, 'norm'> & Partial<ModelSpec>;
};
const casesIn = <C extends StoredCase>(file: string): C[] =>
  JSON.parse(readFileSync(pathOf(file), 'utf8')) as C[];

const wholeCase = <C extends StoredCase>(found: C): C & Case => {
  const spec = { norm: 'batch' as const, ...found.spec };
  return { ...found, spec, settings: { ...stepSettings(defaultConfig), ...found.settings } };
};

const all = casesIn('cases.json');

/** @throws Error when cases.json has no such case. */
export function caseOf(name: string): Case {
  const found = all.find((c) => c.name === name);
  if (!found) throw new Error(`cases.json has no case ${name}.`);
  return wholeCase(found);
}

/** Cases of which each step freezes as much of the network as the list says. */
export const frozenCases = casesIn<StoredCase & { readonly freeze: readonly number[] }>('frozen.json').map(
  wholeCase,
);

/** Cases of every kind of network, each small. */
export const smallNetworks = [
  ...['resnet8', 'resnet20', 'odd-widths', 'bottleneck', 'identity', 'plain', 'imagenet-stem'],
  ...['no-norm', 'no-norm-plain', 'no-norm-identity', 'no-norm-bottleneck'],
];

const norm = (values: Float32Array): number => Math.sqrt(values.reduce((sum, x) => sum + x * x, 0));

/** Norm of the difference over the norm. */
function normError(actual: Float32Array, expected: Float32Array): number {
  const difference = expected.map((e, i) => (actual[i] ?? Number.NaN) - e);
  return norm(difference) / norm(expected);
}

/** What PyTorch computed in float64 for a case, stored as float32. */
export class Reference {
  private readonly tensors: ReadonlyMap<string, Float32Array>;

  constructor(private readonly golden: Case) {
    const { tensors } = readSafetensors(readFileSync(pathOf(`references/${golden.name}.safetensors`)));
    this.tensors = new Map(tensors.flatMap((t) => (t.dtype === 'F32' ? [[t.name, t.data] as const] : [])));
  }

  /** @throws Error when the reference holds no such tensor: cases.json has changed since it was written. */
  get(name: string): Float32Array {
    const data = this.tensors.get(name);
    if (!data) throw new Error(`${this.golden.name}.safetensors lacks ${name}: run make.py again.`);
    return data;
  }

  /** Names of the network's tensors under a prefix such as `grad`. */
  private names(prefix: string): string[] {
    const start = `${prefix}.`;
    return [...this.tensors.keys()].filter((n) => n.startsWith(start)).map((n) => n.slice(start.length));
  }

  /**
   * Holds tensors to the reference: the same names, and for each a relative error within the tolerance, both of its norm
   * and of the values that were kept.
   * @param by `value`: the largest difference counts, over the largest value. `norm`: the norm of all differences does.
   * @returns the largest error.
   */
  expectAll(
    prefix: string,
    tensors: readonly NamedTensor[],
    tolerance: number,
    by: 'value' | 'norm' = 'value',
  ): number {
    expect(tensors.map((t) => t.name).sort()).toEqual(this.names(prefix).sort());
    const errors = tensors.map(({ name, data }) => {
      const key = `${prefix}.${name}`;
      const expected = this.get(key);
      const actual = picked(key, data, this.golden.entries);
      expect(actual.length, `${key}: length`).toBe(expected.length);
      const [largest = Number.NaN, length = Number.NaN] = this.get(`size.${key}`);
      const kept =
        by === 'norm'
          ? normError(actual, expected)
          : (relativeError(actual, expected) * expected.reduce((m, x) => Math.max(m, Math.abs(x)), 0)) /
            largest;
      const error = Math.max(kept, Math.abs(norm(data) - length) / length);
      expect(error, `${key}: relative error`).toBeLessThan(tolerance);
      return error;
    });
    return Math.max(...errors);
  }
}
