"""Pictures in memory as bytes, and batches of them: cropped, mirrored, cut out and normalised on the device."""

from __future__ import annotations

import torch
import torch.nn.functional as F

from draws import CROP_PADDING

CUTOUT_SIZE = 16  # side of the square that cutout paints over with the mean colour


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


class Normalise:
    """uint8 [N, 3, H, W] to floats, with zero mean and unit spread in every channel of the pictures to train on."""

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
