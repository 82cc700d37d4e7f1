"""Reads CIFAR-10: as torchvision has it, or out of shards of ResNet Playground."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from pictures import DataError

MANIFEST_FORMAT = "resnet-playground-cifar10"  # what the manifest of ResNet Playground's shards calls itself


def read(folder: Path, split: str, count: int, download: bool) -> tuple[np.ndarray, np.ndarray]:
    """At least the first count pictures of "train" or "test", uint8 [N, S, S, 3], and their labels.

    A folder with a manifest.json holds shards of ResNet Playground (its public/cifar10), any other is torchvision's.
    """
    if (folder / "manifest.json").exists():
        return read_shards(folder, split, count)
    return read_torchvision(folder, split, download)


def read_torchvision(folder: Path, split: str, download: bool) -> tuple[np.ndarray, np.ndarray]:
    try:
        from torchvision.datasets import CIFAR10
    except (ImportError, RuntimeError) as error:
        # A torchvision that was built for another torch fails with a RuntimeError.
        raise DataError(f"torchvision cannot be used ({error}): install the one that goes with your torch.") from error
    try:
        pictures = CIFAR10(str(folder), train=split == "train", download=download)
    except (OSError, RuntimeError) as error:
        raise DataError(
            f"CIFAR-10 is not in {folder} and could not be loaded there ({error}): give --data a folder that holds"
            " cifar-10-batches-py, or the public/cifar10 folder of ResNet Playground."
        ) from error
    return pictures.data, np.array(pictures.targets)


def read_shards(folder: Path, split: str, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Sprites: one WebP holds 1,000 pictures as tiles, row by row."""
    from PIL import Image

    try:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        if manifest["format"] != MANIFEST_FORMAT:
            raise DataError(f"{folder / 'manifest.json'} does not list CIFAR-10 shards: its format is another.")
        size, _, channels = manifest["shape"]
        columns, rows = manifest["tiles"]["columns"], manifest["tiles"]["rows"]
        labels = np.fromfile(folder / manifest[split]["labels"]["file"], dtype=np.uint8)
        shards: list[np.ndarray] = []
        for shard in manifest[split]["shards"]:
            if sum(map(len, shards)) >= count:
                break
            sprite = np.asarray(Image.open(folder / shard["file"]).convert("RGB"))
            tiles = sprite.reshape(rows, size, columns, size, channels).swapaxes(1, 2)
            shards.append(tiles.reshape(-1, size, size, channels)[: shard["images"]])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataError(f"The shards in {folder} cannot be read ({error!r}): prepare them again.") from error
    return np.concatenate(shards), labels[: sum(map(len, shards))]
