"""Stochastic depth (Huang et al. 2016): a training step leaves out some blocks' branches and keeps their shortcuts."""

from __future__ import annotations

import random
from typing import Any

import torch
from torch import nn


def branch_factors(seed: int, step: int, count: int, share: float) -> list[float]:
    """By what the branch of every block is multiplied: 0, or so much more that the mean over steps is 1."""
    # Every process draws the same.
    draw = random.Random(seed * 1_000_003 + step)
    chances = [(block + 1) / count * share for block in range(count)]
    return [0.0 if draw.random() < chance else 1 / (1 - chance) for chance in chances]


class Branches:
    """Multiplies the branches of a network, in training."""

    def __init__(self, model: nn.Module, blocks: list[nn.Module], config: dict[str, Any]) -> None:
        self.seed = config.get("seed", 0)
        # A plain network has nothing beside its branches.
        self.share = 0.0 if config.get("shortcut") == "none" else config.get("stochasticDepth", 0.0)
        self.factors = [1.0] * len(blocks)
        if self.share > 0:
            for number, block in enumerate(blocks):
                block.features.register_forward_hook(self.hook(model, number))

    def hook(self, model: nn.Module, number: int) -> Any:
        def multiply(_module: nn.Module, _inputs: Any, output: torch.Tensor) -> torch.Tensor:
            return output * self.factors[number] if model.training else output

        return multiply

    def draw(self, step: int) -> None:
        """Draws what the step with this number leaves out."""
        if self.share > 0:
            self.factors = branch_factors(self.seed, step, len(self.factors), self.share)
