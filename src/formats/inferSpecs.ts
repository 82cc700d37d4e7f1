/**
 * Which networks a set of named tensors can belong to. Every shape of a network follows from a few of its tensors, so
 * the spec is read off those and the rest is checked against it.
 *
 * Shortcuts without parameters leave no trace: tensors that fit `identity` fit `none` too, and only the file's metadata
 * or a person can tell.
 */
import { InternalError } from '../base/errors.ts';
import { parametersOf } from '../model/parameters.ts';
import { modelName } from '../model/presets.ts';
import { type ModelSpec, networkProblem, type StemKind, shortcutKinds, specLimits } from '../model/spec.ts';
import { moduleNames, structureOf } from '../model/structure.ts';
import { type NetworkName, networkText, type TensorDifference } from '../problems/files.ts';
import type { Problem } from '../problems/index.ts';

export interface TensorShape {
  readonly name: string;
  readonly shape: readonly number[];
}

export interface InferredSpecs {
  /** Specs that need exactly these tensors: one, or those that differ in the shortcut alone. */
  readonly candidates: readonly ModelSpec[];
  /** Where there is no candidate. */
  readonly problem?: Problem;
}

/** What a sentence calls a network. */
export const networkName = (spec: ModelSpec): NetworkName => ({
  model: modelName(spec),
  shortcut: spec.shortcut,
  norm: spec.norm,
});

/** A network in a few words, such as `resnet20 with identity shortcuts`. */
export const describeSpec = (spec: ModelSpec): string => networkText(networkName(spec));

type Shapes = ReadonlyMap<string, readonly number[]>;

const stemOfKernel: Readonly<Record<number, StemKind>> = { 3: 'cifar', 7: 'imagenet' };

/** Name of the filters of a unit on the main path, all counted from 0. */
const unitWeight = (stage: number, block: number, unit: number): string =>
  `${moduleNames.conv(moduleNames.mainPath(moduleNames.block(stage, block)), unit)}.weight`;

/** Blocks by stage, counted as long as their first convolutions go on. */
function countBlocks(shapes: Shapes): number[] {
  const blocks: number[] = [];
  for (let stage = 0; stage < specLimits.stages.max; stage++) {
    let count = 0;
    while (shapes.has(unitWeight(stage, count, 0))) count++;
    if (count === 0) break;
    blocks.push(count);
  }
  return blocks;
}

const stemBias = `${moduleNames.conv(moduleNames.stem, 0)}.bias`;
const stemGamma = `${moduleNames.norm(moduleNames.stem, 0)}.weight`;

/** The spec that the tensors determine, or the name of the tensor that contradicts it. */
function readSpec(shapes: Shapes): Omit<ModelSpec, 'shortcut' | 'inputSize'> | string {
  const stemName = `${moduleNames.conv(moduleNames.stem, 0)}.weight`;
  const [width, channels, kernel, otherKernel, ...more] = shapes.get(stemName) ?? [];
  const stem = stemOfKernel[kernel ?? 0];
  if (width === undefined || !stem || channels !== 3 || kernel !== otherKernel || more.length > 0)
    return stemName;
  const classifierName = `${moduleNames.classifier}.weight`;
  const [classes] = shapes.get(classifierName) ?? [];
  if (classes === undefined) return classifierName;
  // Every convolution has either a batch norm or a bias; the first one tells.
  const norm = shapes.has(stemBias) && !shapes.has(stemGamma) ? 'none' : 'batch';
  const blocks = countBlocks(shapes);
  if (blocks.length === 0) return unitWeight(0, 0, 0);
  const block = shapes.has(unitWeight(0, 0, 2)) ? 'bottleneck' : 'basic';
  return { stem, width, classes, blocks, block, norm };
}

/** The first difference between the tensors and those of a network, or undefined where there is none. */
function differenceFrom(spec: ModelSpec, shapes: Shapes): TensorDifference | undefined {
  const infos = parametersOf(structureOf(spec));
  for (const { name, shape } of infos) {
    const found = shapes.get(name);
    if (!found) return { kind: 'lacks', tensor: name };
    if (found.join() !== shape.join()) return { kind: 'other-shape', tensor: name, found, shape };
  }
  if (shapes.size === infos.length) return undefined;
  const known = new Set(infos.map(({ name }) => name));
  return { kind: 'foreign', tensor: [...shapes.keys()].find((name) => !known.has(name)) ?? '?' };
}

/** Whether a network needs exactly these tensors. Counters and optimizer slots must be left out. */
export const fits = (spec: ModelSpec, tensors: readonly TensorShape[]): boolean =>
  differenceFrom(spec, new Map(tensors.map(({ name, shape }) => [name, shape]))) === undefined;

/**
 * @param tensors Weights and running statistics in PyTorch's layout; counters and optimizer slots must be left out.
 * @param inputSize Side of the pictures in pixels, of which the tensors keep no trace.
 */
export function inferSpecs(tensors: readonly TensorShape[], inputSize: number): InferredSpecs {
  const shapes: Shapes = new Map(tensors.map(({ name, shape }) => [name, shape]));
  const base = readSpec(shapes);
  if (typeof base === 'string') {
    const fault = shapes.has(base) ? 'shape' : 'missing';
    return { candidates: [], problem: { kind: 'unknown-network', tensor: base, fault } };
  }
  const specs = shortcutKinds.map((shortcut): ModelSpec => ({ ...base, inputSize, shortcut }));
  const problem = specs.map(networkProblem).find((found) => found !== undefined);
  if (problem) return { candidates: [], problem };

  const candidates = specs.filter((spec) => differenceFrom(spec, shapes) === undefined);
  if (candidates.length > 0) return { candidates };
  const projects = tensors.some(({ name }) => name.includes('.shortcut.'));
  const closest: ModelSpec = { ...base, inputSize, shortcut: projects ? 'projection' : 'identity' };
  const difference = differenceFrom(closest, shapes);
  if (!difference) throw new InternalError('A network that fits was no candidate.');
  return { candidates: [], problem: { kind: 'almost-network', network: networkName(closest), difference } };
}
