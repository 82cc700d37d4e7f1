"""resnet[1,1]w4, a residual network of 6 layers (He et al. 2015, https://arxiv.org/abs/1512.03385).

Its parameters bear the names of weights.safetensors: load_state_dict takes that file as it is.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
import torch.nn.functional as F
from torch import nn


def conv_norm(in_channels: int, out_channels: int, kernel: int, stride: int = 1) -> list[nn.Module]:
    """A convolution, padded so that only a stride shrinks its input, and its batch norm, which stands in for a bias."""
    return [
        nn.Conv2d(in_channels, out_channels, kernel, stride, padding=kernel // 2, bias=False),
        nn.BatchNorm2d(out_channels),
    ]


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
        self.shortcut = make_shortcut(in_channels, width * self.expansion, stride)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return torch.relu(self.features(x) + self.shortcut(x))


def make_stage(in_channels: int, width: int, blocks: int, stride: int) -> nn.Sequential:
    """Blocks in a row; only the first may shrink the picture and change the number of channels."""
    first = Block(in_channels, width, stride)
    rest = [Block(width * Block.expansion, width, 1) for _ in range(blocks - 1)]
    return nn.Sequential(first, *rest)


class ResNet(nn.Module):
    """[N, 3, 32, 32] normalised pictures to [N, 3] logits. The comments give the shape after each part."""

    def __init__(self, blocks: Sequence[int] = (1, 1)) -> None:
        super().__init__()
        self.features = nn.Sequential(
            *conv_norm(3, 4, 3),
            nn.ReLU(inplace=True),
        )  # [N, 4, 32, 32]
        self.layer1 = make_stage(4, 4, blocks=blocks[0], stride=1)  # [N, 4, 32, 32]
        self.layer2 = make_stage(4, 8, blocks=blocks[1], stride=2)  # [N, 8, 16, 16]
        # Spelt as in the weights file.
        self.classifer = nn.Linear(8, 3)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = self.features(x)
        x = self.layer1(x)
        x = self.layer2(x)
        x = x.mean(dim=(2, 3))
        return self.classifer(x)
