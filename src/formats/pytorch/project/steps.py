"""How the steps of a run follow from its epochs, of which later ones may have larger batches. All counted from 0."""

from __future__ import annotations

import math
from typing import Any


def batch_size(config: dict[str, Any], epoch: int) -> int:
    """Pictures in a step of an epoch. Runs of earlier versions know no batches that double."""
    return config["batchSize"] * 2 ** sum(after <= epoch for after in config.get("batchDoubling", []))


def steps_of(config: dict[str, Any], epoch: int) -> int:
    return math.ceil(config["trainImages"] / batch_size(config, epoch))


def steps_before(config: dict[str, Any], epochs: int) -> int:
    """Steps of so many epochs from the first one on."""
    return sum(steps_of(config, epoch) for epoch in range(epochs))


def schedule_step(config: dict[str, Any], step: int) -> float:
    """The step of a run whose batches stay as they are that is as far: schedules go by these."""
    epoch, first = 0, steps_of(config, 0)
    while step >= steps_of(config, epoch):
        step -= steps_of(config, epoch)
        epoch += 1
    return epoch * first + step * first / steps_of(config, epoch)
