/**
 * `model.py` of an exported project: exactly one network as a PyTorch module, with nothing in it that this network does
 * not use. Shapes come from the structure, names of parameters are those of the weights file; what is in a stem, a block
 * and a classifier is written by moduleCode.ts.
 */
import { modelName } from '../../model/presets.ts';
import {
  type BlockKind,
  depthOf,
  expansionOf,
  type ModelSpec,
  type NormKind,
  type ShortcutKind,
} from '../../model/spec.ts';
import { type FeatureShape, type Structure, structureOf } from '../../model/structure.ts';
import { blockCode, type CodeStyle, classifierCode, indented, poolCode, stemCode } from './moduleCode.ts';

/** Lines of a method's body. */
const text = (lines: readonly string[]): string =>
  indented(lines, 2)
    .map((line) => `${line}\n`)
    .join('');

const pythonTuple = (numbers: readonly number[]): string =>
  numbers.length === 1 ? `(${numbers[0]},)` : `(${numbers.join(', ')})`;

const tensor = ({ height, width, channels }: FeatureShape): string => `[N, ${channels}, ${height}, ${width}]`;

const convNorms: Record<NormKind, string> = {
  batch: `
def conv_norm(in_channels: int, out_channels: int, kernel: int, stride: int = 1) -> list[nn.Module]:
    """A convolution, padded so that only a stride shrinks its input, and its batch norm, which stands in for a bias."""
    return [
        nn.Conv2d(in_channels, out_channels, kernel, stride, padding=kernel // 2, bias=False),
        nn.BatchNorm2d(out_channels),
    ]
`,
  none: `
def conv_norm(in_channels: int, out_channels: int, kernel: int, stride: int = 1) -> list[nn.Module]:
    """A convolution with a bias, padded so that only a stride shrinks its input. There is no batch norm: nn.Identity
    stands where it would, so that names in the weights file are the same with it and without."""
    return [
        nn.Conv2d(in_channels, out_channels, kernel, stride, padding=kernel // 2),
        nn.Identity(),
    ]
`,
};

const shortcuts: Record<ShortcutKind, string> = {
  projection: `
def make_shortcut(in_channels: int, out_channels: int, stride: int) -> nn.Module:
    """A block's input as it is, or through a 1x1 convolution where its shape changes (option B of the paper)."""
    if stride == 1 and in_channels == out_channels:
        return nn.Identity()
    return nn.Sequential(*conv_norm(in_channels, out_channels, 1, stride))
`,
  identity: `
class PadShortcut(nn.Module):
    """Every stride-th pixel, with channels of zeros before and after: no parameters (option A of the paper)."""

    def __init__(self, in_channels: int, out_channels: int, stride: int) -> None:
        super().__init__()
        self.stride = stride
        self.before = (out_channels - in_channels) // 2
        self.after = out_channels - in_channels - self.before

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        # F.pad counts from the last dimension: width, height, channels.
        return F.pad(x[:, :, :: self.stride, :: self.stride], (0, 0, 0, 0, self.before, self.after))


def make_shortcut(in_channels: int, out_channels: int, stride: int) -> nn.Module:
    """A block's input as it is, or sliced and padded where its shape changes."""
    if stride == 1 and in_channels == out_channels:
        return nn.Identity()
    return PadShortcut(in_channels, out_channels, stride)
`,
  none: '',
};

const blockDocs: Record<BlockKind, string> = {
  basic: 'The basic block: two 3x3 convolutions.',
  bottleneck: 'The bottleneck block: 1x1 to fewer channels, 3x3 on them, 1x1 to four times as many.',
};

/** Channels and strides as Python says them: numbers, or the names that stand for them in a class. */
interface Sizes {
  readonly channels: (count: number) => number | string;
  readonly stride: (stride: number) => number | string;
}

const plainSizes: Sizes = { channels: (count) => count, stride: (stride) => stride };

const compact = ({ channels, stride }: Sizes, shortcut?: string): CodeStyle => ({
  convNorm: (unit) => {
    const sizes = [channels(unit.input.channels), channels(unit.output.channels), unit.kernel];
    if (unit.stride > 1) sizes.push(stride(unit.stride));
    return [`*conv_norm(${sizes.join(', ')})`];
  },
  relu: 'nn.ReLU(inplace=True)',
  shortcut,
});

/** The class of all blocks: one that changes its shape, with names in place of its sizes. */
function block(spec: ModelSpec): string {
  const expansion = expansionOf(spec.block);
  const { blocks, width, input } = structureOf({ ...spec, blocks: [1, 1] }).stages[1]!;
  const names = new Map([
    [width * expansion, 'width * self.expansion'],
    [width, 'width'],
    [input.channels, 'in_channels'],
  ]);
  const sizes: Sizes = { channels: (count) => names.get(count) ?? count, stride: () => 'stride' };
  const shortcut = 'make_shortcut(in_channels, width * self.expansion, stride)';
  const { init, forward } = blockCode(blocks[0]!, compact(sizes, shortcut));
  return `
class Block(nn.Module):
    """${blockDocs[spec.block]}"""

    expansion = ${expansion}

    def __init__(self, in_channels: int, width: int, stride: int) -> None:
        super().__init__()
${text(init)}
    def forward(self, x: torch.Tensor) -> torch.Tensor:
${text(forward)}`;
}

const makeStage = `
def make_stage(in_channels: int, width: int, blocks: int, stride: int) -> nn.Sequential:
    """Blocks in a row; only the first may shrink the picture and change the number of channels."""
    first = Block(in_channels, width, stride)
    rest = [Block(width * Block.expansion, width, 1) for _ in range(blocks - 1)]
    return nn.Sequential(first, *rest)
`;

function network({ spec, input, stem, stages, classifier }: Structure): string {
  const stemPart = stemCode(stem, compact(plainSizes));
  const head = classifierCode(classifier);
  const stageLines = stages.map(({ name, input, output, width, stride }, i) => {
    const sizes = `${input.channels}, ${width}, blocks=blocks[${i}], stride=${stride}`;
    return `self.${name} = make_stage(${sizes})  # ${tensor(output)}`;
  });
  const init = [
    ...stemPart.init.slice(0, -1),
    `${stemPart.init.at(-1)}  # ${tensor(stem.output)}`,
    ...stageLines,
    '# Spelt as in the weights file.',
    ...head.init,
  ];
  const calls = stages.map(({ name }) => `x = self.${name}(x)`);
  return `
class ResNet(nn.Module):
    """${tensor(input)} normalised pictures to [N, ${spec.classes}] logits. The comments give the shape after each part."""

    def __init__(self, blocks: Sequence[int] = ${pythonTuple(spec.blocks)}) -> None:
        super().__init__()
${text(init)}
    def forward(self, x: torch.Tensor) -> torch.Tensor:
${text([...stemPart.forward, ...calls, ...poolCode.forward, ...head.forward])}`;
}

/** Such as `resnet20, a residual network of 20 layers`. */
function describe({ spec }: Structure): string {
  const kind = spec.shortcut === 'none' ? 'plain network without shortcuts' : 'residual network';
  const norm = spec.norm === 'none' ? ' without batch norm' : '';
  return `${modelName(spec)}, a ${kind} of ${depthOf(spec)} layers${norm} (He et al. 2015, https://arxiv.org/abs/1512.03385)`;
}

/** The text of `model.py` for one network. */
export function modelPy(structure: Structure): string {
  const { spec } = structure;
  const functional = spec.shortcut === 'identity' ? 'import torch.nn.functional as F\n' : '';
  const head = `"""${describe(structure)}.

Its parameters bear the names of weights.safetensors: load_state_dict takes that file as it is.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
${functional}from torch import nn
`;
  const parts = [
    head,
    convNorms[spec.norm],
    shortcuts[spec.shortcut],
    block(spec),
    makeStage,
    network(structure),
  ];
  return parts.filter((part) => part !== '').join('\n');
}
