"""The learning rate of every step, and the optimizer that the settings of a run ask for."""

from __future__ import annotations

import math
from typing import Any

import torch
from torch import nn

ONE_CYCLE_RISE = 0.3  # share of a run in which the rate of the one-cycle schedule rises
ADAM_BETA2 = 0.999  # AdamW's first beta is the momentum of the settings
ADAM_EPSILON = 1e-8


def schedule_factor(config: dict[str, Any], step: float, total: int) -> float:
    """The share of the highest learning rate at a step, counted from 0. No rise starts at 0, no fall ends there."""
    if config["schedule"] == "onecycle":
        rise = max(1, math.floor(ONE_CYCLE_RISE * total + 0.5))
        return (step + 1) / rise if step < rise else max(0.0, (total - step) / (total - rise + 1))
    warm = min(total, math.floor(config["warmup"] / config["epochs"] * total + 0.5))
    if step < warm:
        return (step + 1) / (warm + 1)
    t = 0.0 if total == warm else (step - warm) / (total - warm)
    if config["schedule"] == "cosine":
        return (1 + math.cos(math.pi * t)) / 2
    if config["schedule"] == "step":
        return 1.0 if t < 0.5 else 0.1 if t < 0.75 else 0.01
    return 1.0


def make_optimizer(config: dict[str, Any], model: nn.Module) -> torch.optim.Optimizer:
    parameters = list(model.parameters())
    decay = config["weightDecay"]
    if config["decay"] == "all":
        groups = [{"params": parameters, "weight_decay": decay}]
    else:
        # Vectors are biases and the scales of batch norm.
        groups = [
            {"params": [p for p in parameters if p.ndim > 1], "weight_decay": decay},
            {"params": [p for p in parameters if p.ndim <= 1], "weight_decay": 0.0},
        ]
    rate, momentum = config["learningRate"], config["momentum"]
    if config["optimizer"] == "adamw":
        return torch.optim.AdamW(groups, lr=rate, betas=(momentum, ADAM_BETA2), eps=ADAM_EPSILON)
    return torch.optim.SGD(groups, lr=rate, momentum=momentum, nesterov=config["nesterov"] and momentum > 0)
