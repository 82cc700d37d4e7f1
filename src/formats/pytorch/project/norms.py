"""Batch norm of a single value a channel: one picture, where the network has made it one pixel. PyTorch refuses it."""

from __future__ import annotations

from functools import partial
from typing import Callable

import torch
from torch import nn


def forward(norm: nn.BatchNorm2d, usual: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor) -> torch.Tensor:
    """A single value [1, C, 1, 1] is its own mean, so that the bias alone is left; all else goes the usual way."""
    if not norm.training or x.numel() > x.shape[1]:
        return usual(x)
    with torch.no_grad():
        norm.num_batches_tracked.add_(1)
        norm.running_mean.lerp_(x.flatten().float(), norm.momentum)
        # The unbiased variance of a single value is none: it counts as 0, as it does in ResNet Playground.
        norm.running_var.mul_(1 - norm.momentum)
    # The difference is 0; it keeps x and the weight in the graph, with gradients of 0.
    return (x - x) * norm.weight.view(1, -1, 1, 1) + norm.bias.view(1, -1, 1, 1)


def take_single_values(model: nn.Module) -> None:
    """A last batch may hold one picture."""
    for module in model.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.forward = partial(forward, module, module.forward)
