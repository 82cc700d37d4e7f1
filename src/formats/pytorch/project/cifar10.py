"""CIFAR-10 in memory as bytes, and batches of it: cropped, mirrored, cut out and normalised on the device."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from draws import CROP_PADDING

CUTOUT_SIZE = 16  # side of the square that cutout paints over with the mean colour
MANIFEST_FORMAT = "resnet-playground-cifar10"  # what the manifest of ResNet Playground's shards calls itself


class DataError(Exception):
    """The message is one sentence for the person at the keyboard."""


class Pictures:
    """images: uint8 [N, 3, S, S]; labels: int64 [N]."""

    def __init__(self, images: torch.Tensor, labels: torch.Tensor) -> None:
        self.images = images
        self.labels = labels

    def __len__(self) -> int:
        return len(self.labels)

    @property
    def size(self) -> int:
        """Height and width of a picture in pixels."""
        return self.images.shape[-1]

    def to(self, device: torch.device) -> Pictures:
        return Pictures(self.images.to(device), self.labels.to(device))


def load(folder: Path, split: str, count: int, download: bool) -> Pictures:
    """The first count pictures of "train" or "test".

    A folder with a manifest.json holds shards of ResNet Playground (its public/cifar10), any other is torchvision's.
    """
    if (folder / "manifest.json").exists():
        images, labels = read_shards(folder, split, count)
    else:
        images, labels = read_torchvision(folder, split, download)
    if count > len(labels):
        raise DataError(f"The run uses {count} {split} pictures, but {folder} has {len(labels)}.")
    nchw = torch.from_numpy(images[:count]).permute(0, 3, 1, 2).contiguous()
    return Pictures(nchw, torch.from_numpy(labels[:count].astype(np.int64)))


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


class Normalise:
    """uint8 [N, 3, H, W] to floats with zero mean and unit spread in every channel of CIFAR-10."""

    def __init__(self, mean: list[float], std: list[float], device: torch.device) -> None:
        self.mean = torch.tensor(mean, device=device).view(1, 3, 1, 1)
        self.std = torch.tensor(std, device=device).view(1, 3, 1, 1)

    def __call__(self, images: torch.Tensor) -> torch.Tensor:
        return (images.float() / 255 - self.mean) / self.std


def augment(images: torch.Tensor, draws: torch.Tensor, kinds: list[str], normalise: Normalise) -> torch.Tensor:
    """Crop, then mirror, then normalise, then cut out: uint8 [N, 3, S, S] and draws [N, 5] to float [N, 3, S, S]."""
    count, _, size, _ = images.shape
    line = torch.arange(size, device=images.device)
    shift_y, shift_x, mirror, centre_y, centre_x = draws.to(images.device).unsqueeze(2).unbind(1)  # each [N, 1]

    rows = line.expand(count, size)
    columns = line.expand(count, size)
    if "flip" in kinds:
        columns = torch.where(mirror == 1, size - 1 - columns, columns)
    if "crop" in kinds:
        images = F.pad(images, [CROP_PADDING] * 4)
        rows = rows + CROP_PADDING + shift_y
        columns = columns + CROP_PADDING + shift_x
    picture = torch.arange(count, device=images.device).view(-1, 1, 1, 1)
    channel = torch.arange(3, device=images.device).view(1, -1, 1, 1)
    out = normalise(images[picture, channel, rows[:, None, :, None], columns[:, None, None, :]])

    if "cutout" in kinds:
        half = CUTOUT_SIZE // 2
        near_y = (line >= centre_y - half) & (line < centre_y + half)
        near_x = (line >= centre_x - half) & (line < centre_x + half)
        # The mean colour is 0 after normalisation.
        out = out.masked_fill(near_y[:, None, :, None] & near_x[:, None, None, :], 0)
    return out
