/** English: which network it is. */
import { plural } from './figures.ts';

/** `resnet20` is ResNet-20; networks without a name of their own are written `ResNet [1,1,1]w8`. */
const presetName = (name: string): string =>
  name.replace(/^resnet(?=\d)/, 'ResNet-').replace(/^resnet/, 'ResNet ');

/** A plain network is called plain: what it lacks is what tells it from its residual twin. */
const networkName = (name: string, plain: boolean): string =>
  plain ? presetName(name).replace(/^ResNet/, 'Plain') : presetName(name);

/** A network that lacks batch norm, by its name. */
const withoutNorm = (name: string): string => `${name} (no norm)`;

export const model = {
  preset: 'Network',
  presetHelp:
    'How many layers the network has. Thin networks (width 16) are the ones He et al. made for CIFAR-10; wide ones (width 64) are those of ImageNet with a small stem.',
  presetName,
  networkName,
  withoutNorm,
  layers: 'Layers',
  family: 'Family of networks',
  thin: 'Thin',
  wide: 'Wide',
  /** A network without a name: blocks of each stage such as `3·4·3`, and how deep it is. */
  customNetwork: (blocks: string, layers: number) => `Custom ${blocks}, ${plural(layers, 'layer', 'layers')}`,
  parameters: (millions: string) => `${millions} parameters`,
  stages: 'Stages',
  stagesHelp: 'One to four; every stage after the first halves the picture and doubles the channels.',
  blocksOf: (stage: string) => `Blocks in ${stage}`,
  residual: 'Residual connections',
  isResidual: 'Residual',
  isPlain: 'Plain',
  noShortcuts: 'No effect while the network is plain.',
  residualHelp:
    'Without shortcuts the network is a plain one. Deep plain networks learn worse than shallow ones, even on the training pictures: the degradation problem that residual blocks solve. Train one of each and compare the curves.',
  fewer: (what: string) => `Fewer: ${what}`,
  more: (what: string) => `More: ${what}`,
  /** `layer2 ×3`, or the bare name of a part that is not made of blocks. */
  stageName: (name: string, blocks: number) => (blocks > 0 ? `${name} ×${blocks}` : name),
};
