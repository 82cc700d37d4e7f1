"""Averages of weights and running statistics over the steps, which are what is tested where a run has them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import torch
from torch import nn


def averaging(ema: float, step: int) -> float:
    """The share of the old that an average keeps in a step, counted from 1: less in the first ones."""
    return min(ema, (1 + step) / (10 + step))


class Averages:
    """Of every number of a network that is no counter. At a share of 0 there are none: the network itself is tested."""

    def __init__(self, model: nn.Module, ema: float) -> None:
        self.model, self.ema = model, ema
        state = model.state_dict() if ema > 0 else {}
        self.kept = {name: value.clone() for name, value in state.items() if value.is_floating_point()}

    def take(self, tensors: dict[str, torch.Tensor]) -> None:
        """Goes on with stored ones."""
        for name, kept in self.kept.items():
            kept.copy_(tensors[name])

    @torch.no_grad()
    def follow(self, step: int) -> None:
        """Moves them towards the network, after a step."""
        if not self.kept:
            return
        share = averaging(self.ema, step)
        state = self.model.state_dict()
        for name, kept in self.kept.items():
            kept.mul_(share).add_(state[name], alpha=1 - share)

    def state_dict(self) -> dict[str, torch.Tensor]:
        """The network as it is tested."""
        return {**self.model.state_dict(), **self.kept}

    @contextmanager
    def in_place(self) -> Iterator[None]:
        """The network is its average for as long as this lasts."""
        if not self.kept:
            yield
            return
        own = {name: self.model.state_dict()[name].clone() for name in self.kept}
        self.model.load_state_dict(self.kept, strict=False)
        try:
            yield
        finally:
            self.model.load_state_dict(own, strict=False)
