"""The pictures that a run trains on and is tested on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import torch

import cifar10
import folders
from pictures import DataError, Pictures


def load(place: Path, run: dict[str, Any], download: bool) -> tuple[Pictures, Pictures]:
    """As many of each as the run says."""
    config = run["config"]
    # Runs of earlier versions name no data set: there was one.
    name = config.get("dataset", "cifar10")
    counts = {"train": config["trainImages"], "test": config["testImages"]}
    if name.startswith(folders.OWN):
        splits = folders.read(place, name, run["classes"])
    elif name == "cifar10":
        splits = {split: cifar10.read(place, split, count, download) for split, count in counts.items()}
    else:
        raise DataError(f"The run learned the data set {name}, which this program cannot read.")
    for split, (_, labels) in splits.items():
        if counts[split] > len(labels):
            raise DataError(f"The run uses {counts[split]} {split} pictures, but {place} has {len(labels)}.")
    train, test = (to_tensors(*splits[split], count) for split, count in counts.items())
    return train, test


def to_tensors(images: np.ndarray, labels: np.ndarray, count: int) -> Pictures:
    """The first count of pictures that lie in memory pixel by pixel, uint8 [N, S, S, 3]."""
    nchw = torch.from_numpy(images[:count]).permute(0, 3, 1, 2).contiguous()
    return Pictures(nchw, torch.from_numpy(labels[:count].astype(np.int64)))
