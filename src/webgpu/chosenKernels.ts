/**
 * The variants by which a run's convolutions are computed. They round in different ways, so that a run which is to end with the
 * same bits keeps them for its life, across checkpoints too: what is chosen once stays, whatever is tuned later.
 */
import type { Structure } from '../model/structure.ts';
import type { ChosenKernels } from '../nn/engine.ts';
import type { ConvSettings, ConvShape } from './kernels/convShape.ts';
import type { DeviceTraits } from './traits.ts';
import { tuningTasks } from './tuningTasks.ts';
import {
  type ConvPass,
  chooseVariant,
  type TuningTable,
  tuningKey,
  type Variant,
  variantsOf,
} from './variants.ts';

/** All numbers and names of a variant in the order of their keys, such as `direct 64 8 4 2`: of a device's variants each has its own. */
export function variantName(variant: Variant): string {
  const values = (value: unknown): unknown[] =>
    typeof value === 'object' && value !== null
      ? Object.entries(value)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .flatMap(([, inner]) => values(inner))
      : [value];
  return values(variant).join(' ');
}

/** Batch sizes of one run: training, its last batch, evaluation, its last batch, samples. */
const mostBatchSizes = 8;

/** Names a pass as `tuningKey` does; the second word is the batch size. */
const batchSizeOf = (pass: string): number => Number(pass.split(' ')[1]);

/** Those of the variants that are named which exist for a network on a device: of one whose depth changed maybe not all. */
export function variantsKnown(
  names: ChosenKernels,
  structure: Structure,
  settings: ConvSettings,
  traits: DeviceTraits,
): TuningTable {
  const table = new Map<string, Variant>();
  for (const size of new Set(Object.keys(names).map(batchSizeOf)))
    for (const { shape, pass } of tuningTasks(structure, size, settings)) {
      const key = tuningKey(shape, pass);
      const variant = variantsOf(shape, pass, traits).find((v) => variantName(v) === names[key]);
      if (variant) table.set(key, variant);
    }
  return table;
}

/**
 * The variants that a checkpoint names.
 * @returns undefined where one of them does not exist for this network on this device; the names are untrusted.
 */
export function variantsNamed(
  names: ChosenKernels,
  structure: Structure,
  settings: ConvSettings,
  traits: DeviceTraits,
): TuningTable | undefined {
  const sizes = new Set(Object.keys(names).map(batchSizeOf));
  if (sizes.size > mostBatchSizes || ![...sizes].every((n) => Number.isSafeInteger(n) && n > 0))
    return undefined;
  const table = variantsKnown(names, structure, settings, traits);
  return Object.keys(names).every((key) => table.has(key)) ? table : undefined;
}

/** Chooses for an engine and keeps what it chose. */
export class KernelChooser {
  readonly #chosen: Map<string, Variant>;

  /** @param table What is settled before, by `tuningKey`. */
  constructor(table: TuningTable) {
    this.#chosen = new Map(table);
  }

  /** The variant that is settled, else the default one. Parameters as of `chooseVariant`. */
  choose(shape: ConvShape, pass: ConvPass, traits: DeviceTraits, usable: (v: Variant) => boolean): Variant {
    const variant = chooseVariant(shape, pass, traits, this.#chosen, usable);
    this.#chosen.set(tuningKey(shape, pass), variant);
    return variant;
  }

  /** One that chooses as this one has, and whose further choices are no part of the run: for looks at a network, of any batch size. */
  apart(): KernelChooser {
    return new KernelChooser(this.#chosen);
  }

  get names(): ChosenKernels {
    return Object.fromEntries([...this.#chosen].map(([key, variant]) => [key, variantName(variant)]));
  }
}
