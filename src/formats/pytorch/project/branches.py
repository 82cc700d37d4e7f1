"""Stochastic depth (Huang et al. 2016): a training step leaves out some blocks' branches and keeps their shortcuts."""

from __future__ import annotations

from typing import Any

import torch
from torch import nn

from draws import branch_factors


class Branches:
    """Multiplies the branches of a network, in training."""

    def __init__(self, blocks: list[nn.Module], config: dict[str, Any], device: torch.device) -> None:
        self.seed = config.get("seed", 0)
        # A plain network has nothing beside its branches.
        self.share = 0.0 if config.get("shortcut") == "none" else config.get("stochasticDepth", 0.0)
        self.factors = torch.ones(len(blocks), device=device)
        if self.share > 0:
            for number, block in enumerate(blocks):
                block.features.register_forward_hook(self.hook(number))

    def hook(self, number: int) -> Any:
        def multiply(module: nn.Module, _inputs: Any, output: torch.Tensor) -> torch.Tensor:
            # A frozen block is not in training, also where the network is.
            return output * self.factors[number] if module.training else output

        return multiply

    def draw(self, epoch: int, index: int) -> None:
        """Draws what a step of an epoch leaves out, both counted from 0."""
        if self.share > 0:
            factors = branch_factors(self.seed, epoch, index, len(self.factors), self.share)
            self.factors.copy_(torch.tensor(factors))
