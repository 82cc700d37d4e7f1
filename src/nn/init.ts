/**
 * Initial weights as plain arrays in PyTorch's layout. Each parameter draws from its own generator, seeded by the run's
 * seed and the parameter's name: a deeper network keeps the weights that it shares with a shallower one.
 */
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { elementsOf, type ParameterInfo, parametersOf } from '../model/parameters.ts';
import { branchEnd, partsOf, type Structure } from '../model/structure.ts';
import type { RunConfig } from '../training/settings.ts';
import type { NamedTensor } from './engine.ts';

/** FNV-1a over the name's characters, mixed into the seed. */
export function seedOf(seed: number, name: string): number {
  let hash = 0x811c9dc5 ^ seed;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  return hash | 0;
}

type Draw = () => number;

const uniform =
  (random: Draw, bound: number): Draw =>
  () =>
    (2 * random() - 1) * bound;

/** Box & Muller 1958. 1 − u keeps the logarithm finite. */
export const normal =
  (random: Draw, deviation: number): Draw =>
  () =>
    deviation * Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/**
 * Where one parameter starts.
 *
 * `he`: convolutions normal with variance 2 / fan-out (He et al. 2015, as torchvision's ResNets). `pytorch`: uniform
 * within ±1/√fan-in, what nn.Conv2d does by itself. The classifier is ±1/√fan-in either way, batch norm 1 and 0. The bias of a
 * convolution, which only a network without batch norm has, is 0 with `he` and ±1/√fan-in with `pytorch`.
 */
function drawOf(info: ParameterInfo, init: RunConfig['init'], classifier: string, random: Draw): Draw {
  const [out = 1, , height = 1, width = 1] = info.shape;
  const byFanIn = uniform(random, 1 / Math.sqrt(info.fanIn ?? 1));
  switch (info.role) {
    case 'conv':
      return init === 'he' ? normal(random, Math.sqrt(2 / (out * height * width))) : byFanIn;
    case 'linear':
      return byFanIn;
    case 'bias':
      return init === 'he' && !info.name.startsWith(`${classifier}.`) ? () => 0 : byFanIn;
    case 'gamma':
    case 'variance':
      return () => 1;
    case 'beta':
    case 'mean':
      return () => 0;
    default:
      return info.role satisfies never;
  }
}

/** What is zero where the branches of all blocks are. Without a shortcut a block must not start at zero: nothing would pass it. */
const branchEnds = (structure: Structure): ReadonlySet<string> =>
  new Set(
    partsOf(structure).flatMap((part) =>
      'units' in part && part.shortcut.kind !== 'none'
        ? ['weight', 'bias'].map((kind) => `${branchEnd(part)}.${kind}`)
        : [],
    ),
  );

/**
 * A tensor for every row of `parametersOf(structure)`, in its order. The same seed gives the same weights.
 * @param zeroInit Every residual block starts as its shortcut alone: the scale of its last batch norm is 0 (Goyal et al. 2017), or without
 * batch norm its last convolution.
 * @param wanted Only these rows. Default: all.
 */
export function initialWeights(
  structure: Structure,
  init: RunConfig['init'],
  seed: number,
  zeroInit = false,
  wanted: (info: ParameterInfo) => boolean = () => true,
): NamedTensor[] {
  const zero = zeroInit ? branchEnds(structure) : new Set<string>();
  return parametersOf(structure)
    .filter(wanted)
    .map((info) => {
      if (zero.has(info.name))
        return { name: info.name, shape: info.shape, data: new Float32Array(elementsOf(info.shape)) };
      const generator = xoroshiro128plus(seedOf(seed, info.name));
      const draw = drawOf(info, init, structure.classifier.name, () => uniformFloat64(generator));
      const data = new Float32Array(elementsOf(info.shape));
      for (let i = 0; i < data.length; i++) data[i] = draw();
      return { name: info.name, shape: info.shape, data };
    });
}
