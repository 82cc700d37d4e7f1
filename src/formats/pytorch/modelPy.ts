/**
 * `model.py` of an exported project: exactly one network as a PyTorch module, with nothing in it that this network does
 * not use. Shapes come from the structure, names of parameters are those of the weights file.
 */
import { modelName } from '../../model/presets.ts';
import { type BlockKind, depthOf, type ShortcutKind } from '../../model/spec.ts';
import type { FeatureShape, Structure } from '../../model/structure.ts';

const tensor = ({ height, width, channels }: FeatureShape): string => `[N, ${channels}, ${height}, ${width}]`;

const convNorm = `
def conv_norm(in_channels: int, out_channels: int, kernel: int, stride: int = 1) -> list[nn.Module]:
    """A convolution, padded so that only a stride shrinks its input, and its batch norm, which stands in for a bias."""
    return [
        nn.Conv2d(in_channels, out_channels, kernel, stride, padding=kernel // 2, bias=False),
        nn.BatchNorm2d(out_channels),
    ]
`;

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

const blockHeads: Record<BlockKind, string> = {
  basic: `
class Block(nn.Module):
    """The basic block: two 3x3 convolutions."""

    expansion = 1

    def __init__(self, in_channels: int, width: int, stride: int) -> None:
        super().__init__()
        self.features = nn.Sequential(
            *conv_norm(in_channels, width, 3, stride),
            nn.ReLU(inplace=True),
            *conv_norm(width, width, 3),
        )
`,
  bottleneck: `
class Block(nn.Module):
    """The bottleneck block: 1x1 to fewer channels, 3x3 on them, 1x1 to four times as many."""

    expansion = 4

    def __init__(self, in_channels: int, width: int, stride: int) -> None:
        super().__init__()
        self.features = nn.Sequential(
            *conv_norm(in_channels, width, 1),
            nn.ReLU(inplace=True),
            *conv_norm(width, width, 3, stride),
            nn.ReLU(inplace=True),
            *conv_norm(width, width * self.expansion, 1),
        )
`,
};

/** The plain network adds nothing to its blocks' outputs. */
const blockTails = {
  residual: `        self.shortcut = make_shortcut(in_channels, width * self.expansion, stride)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return torch.relu(self.features(x) + self.shortcut(x))
`,
  plain: `
    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return torch.relu(self.features(x))
`,
};

const makeStage = `
def make_stage(in_channels: int, width: int, blocks: int, stride: int) -> nn.Sequential:
    """Blocks in a row; only the first may shrink the picture and change the number of channels."""
    first = Block(in_channels, width, stride)
    rest = [Block(width * Block.expansion, width, 1) for _ in range(blocks - 1)]
    return nn.Sequential(first, *rest)
`;

function stem({ stem, maxPool }: Structure): string {
  const parts = [
    `*conv_norm(3, ${stem.output.channels}, ${stem.kernel}${stem.stride > 1 ? `, ${stem.stride}` : ''})`,
    'nn.ReLU(inplace=True)',
    ...(maxPool ? ['nn.MaxPool2d(3, stride=2, padding=1)'] : []),
  ];
  const lines = parts.map((part) => `            ${part},\n`).join('');
  return `        self.features = nn.Sequential(\n${lines}        )  # ${tensor(maxPool?.output ?? stem.output)}\n`;
}

function network(structure: Structure): string {
  const { spec, stages, features, classifier, input } = structure;
  const stageLines = stages.map(({ name, blocks, output }, i) => {
    const stride = blocks[0]!.units.reduce((product, unit) => product * unit.stride, 1);
    const width = spec.width * 2 ** i;
    const from = blocks[0]!.input.channels;
    return `        self.${name} = make_stage(${from}, ${width}, blocks=${blocks.length}, stride=${stride})  # ${tensor(output)}\n`;
  });
  const calls = stages.map(({ name }) => `        x = self.${name}(x)\n`);
  return `
class ResNet(nn.Module):
    """${tensor(input)} normalised pictures to [N, ${spec.classes}] logits. The comments give the shape after each part."""

    def __init__(self) -> None:
        super().__init__()
${stem(structure)}${stageLines.join('')}        # Spelt as in the weights file.
        self.${classifier} = nn.Linear(${features}, ${spec.classes})

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = self.features(x)
${calls.join('')}        x = x.mean(dim=(2, 3))
        return self.${classifier}(x)
`;
}

/** Such as `resnet20, a residual network of 20 layers`. */
function describe({ spec }: Structure): string {
  const kind = spec.shortcut === 'none' ? 'plain network without shortcuts' : 'residual network';
  return `${modelName(spec)}, a ${kind} of ${depthOf(spec)} layers (He et al. 2015, https://arxiv.org/abs/1512.03385)`;
}

/** The text of `model.py` for one network. */
export function modelPy(structure: Structure): string {
  const { spec } = structure;
  const functional = spec.shortcut === 'identity' ? 'import torch.nn.functional as F\n' : '';
  const head = `"""${describe(structure)}.

Its parameters bear the names of weights.safetensors: load_state_dict takes that file as it is.
"""

from __future__ import annotations

import torch
${functional}from torch import nn
`;
  const parts = [
    head,
    convNorm,
    shortcuts[spec.shortcut],
    blockHeads[spec.block] + (spec.shortcut === 'none' ? blockTails.plain : blockTails.residual),
    makeStage,
    network(structure),
  ];
  return parts.filter((part) => part !== '').join('\n');
}
