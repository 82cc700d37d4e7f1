"""The residual network in PyTorch, for any spec of src/model/spec.ts, under the parameter names of our weights."""

import torch
from torch import nn
from torch.nn import functional as F


def _conv(norm, inputs, outputs, size, stride=1):
    """A convolution and its batch norm; or one with a bias, and nothing in the place of the norm."""
    conv = nn.Conv2d(inputs, outputs, size, stride, size // 2, bias=norm == "none")
    return [conv, nn.Identity() if norm == "none" else nn.BatchNorm2d(outputs)]


class PadShortcut(nn.Module):
    """Every second pixel, and zero channels on both sides: option A of He et al. 2015. Has no parameters."""

    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.stride = stride
        before = (outputs - inputs) // 2
        self.channels = (before, outputs - inputs - before)

    def forward(self, x):
        return F.pad(x[:, :, :: self.stride, :: self.stride], (0, 0, 0, 0, *self.channels))


class Zero(nn.Module):
    """The shortcut of a plain network: there is none."""

    def forward(self, _):
        return 0


class Block(nn.Module):
    def __init__(self, kind, shortcut, norm, inputs, width, stride):
        super().__init__()
        self.norm = norm
        if kind == "basic":
            sizes, widths, strides = (3, 3), (width, width), (stride, 1)
        else:
            sizes, widths, strides = (1, 3, 1), (width, width, 4 * width), (1, stride, 1)
        layers = []
        before = inputs
        for size, after, step in zip(sizes, widths, strides):
            layers += [*_conv(norm, before, after, size, step), nn.ReLU()]
            before = after
        # The last ReLU comes after the addition.
        self.features = nn.Sequential(*layers[:-1])
        self.outputs = before
        self.shortcut = self._shortcut(shortcut, inputs, stride)

    def _shortcut(self, kind, inputs, stride):
        if kind == "none":
            return Zero()
        if stride == 1 and inputs == self.outputs:
            return nn.Identity()
        if kind == "identity":
            return PadShortcut(inputs, self.outputs, stride)
        return nn.Sequential(*_conv(self.norm, inputs, self.outputs, 1, stride))

    def forward(self, x):
        return torch.relu(self.features(x) + self.shortcut(x))


class ResidualNetwork(nn.Module):
    def __init__(self, spec):
        super().__init__()
        channels, norm = spec["width"], spec.get("norm", "batch")
        imagenet = spec["stem"] == "imagenet"
        stem = [*(_conv(norm, 3, channels, 7, 2) if imagenet else _conv(norm, 3, channels, 3)), nn.ReLU()]
        self.features = nn.Sequential(*stem, *([nn.MaxPool2d(3, 2, 1)] if imagenet else []))
        self.stages = len(spec["blocks"])
        for stage, count in enumerate(spec["blocks"]):
            blocks = []
            for index in range(count):
                stride = 2 if stage > 0 and index == 0 else 1
                block = Block(spec["block"], spec["shortcut"], norm, channels, spec["width"] << stage, stride)
                channels = block.outputs
                blocks.append(block)
            self.add_module(f"layer{stage + 1}", nn.Sequential(*blocks))
        self.classifer = nn.Linear(channels, spec["classes"])

    def forward(self, x):
        out = self.features(x)
        for stage in range(self.stages):
            out = getattr(self, f"layer{stage + 1}")(out)
        return self.classifer(out.mean((2, 3)))
