"""A network whose depth changes on the way: what stays keeps all it has, new blocks begin as the identity."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

import torch

from draws import MASK, Generator
from storage import ASIDE, AVERAGE

# A tensor of a block: what stands before it (such as "momentum."), its stage and its place, counted from 1 and 0.
OF_BLOCK = re.compile(r"^(?P<aside>.*?)layer(?P<stage>\d+)\.(?P<block>\d+)\.")


def he_normal(shape: Sequence[int], seed: int, name: str) -> list[float]:
    """He et al. 2015, by the numbers that ResNet Playground draws for a convolution of this name."""
    hashed = 0x811C9DC5 ^ seed
    for letter in name.encode():
        hashed = (hashed ^ letter) * 0x01000193 & MASK
    generator = Generator.of(MASK, ~hashed & MASK, hashed, 0)
    deviation = math.sqrt(2 / (shape[0] * shape[2] * shape[3]))

    def draw() -> float:
        radius = math.sqrt(-2 * math.log(1 - generator.fraction()))
        return deviation * radius * math.cos(2 * math.pi * generator.fraction())

    return [draw() for _ in range(math.prod(shape))]


def new_tensor(name: str, like: torch.Tensor, ends: set[str], seed: int, steps: int) -> torch.Tensor:
    """Of a new block: its last batch norm, or without any its last convolution, is zero, so that it changes nothing."""
    if name.endswith("num_batches_tracked"):
        return torch.full_like(like, steps)
    if like.ndim == 4:
        if name in ends:
            return torch.zeros_like(like)
        return torch.tensor(he_normal(like.shape, seed, name)).reshape(like.shape)
    ones = name.endswith("running_var") or (name.endswith("weight") and name not in ends)
    return torch.ones_like(like) if ones else torch.zeros_like(like)


def changed_depth(
    tensors: dict[str, torch.Tensor], after: dict[str, torch.Tensor], blocks: list[int], seed: int, steps: int
) -> dict[str, torch.Tensor]:
    """The tensors of a checkpoint once each stage has so many blocks; `after` is the network that it becomes."""

    def stays(name: str) -> bool:
        found = OF_BLOCK.match(name)
        return found is None or int(found["block"]) < blocks[int(found["stage"]) - 1]

    kept = {name: tensor for name, tensor in tensors.items() if stays(name)}
    prefixes = {prefix for prefix in ASIDE if any(name.startswith(prefix) for name in tensors)}
    # The last module of each block's branch that has weights: names count up.
    ends = {name.rsplit("features", 1)[0]: name for name in after if ".features." in name and name.endswith(".weight")}
    for name, like in after.items():
        if name in kept:
            continue
        kept[name] = new = new_tensor(name, like, set(ends.values()), seed, steps)
        for prefix in prefixes:
            if prefix == AVERAGE and new.is_floating_point():
                kept[prefix + name] = new.clone()
            elif prefix != AVERAGE and not name.endswith(("running_mean", "running_var", "num_batches_tracked")):
                kept[prefix + name] = torch.zeros_like(new)
    return kept
