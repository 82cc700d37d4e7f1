"""Draws a data set of one's own as the page exports it: python pictures.py writes own/data.zip. Needs pillow, numpy."""

import io
import json
import zipfile
from pathlib import Path

import numpy as np
from PIL import Image

SIDE = 32
# Folders and names: not every name can be that of a folder.
CLASSES = {"Kreis ○": "Kreis ○", "stripes _a_b_": 'stripes "a/b"', "棋盘": "棋盘"}
COUNTS = {"train": 20, "test": 7}


def drawn(label, numbers):
    """A picture of few colours, so that its file is small."""
    y, x = np.mgrid[:SIDE, :SIDE]
    shift_y, shift_x, width = [*numbers.integers(0, 12, 2).tolist(), int(numbers.integers(3, 7))]
    shapes = (
        (y - 10 - shift_y) ** 2 + (x - 10 - shift_x) ** 2 < (2 * width) ** 2,
        (y + x + shift_x) // width % 2 == 0,
        ((y + shift_y) // width + (x + shift_x) // width) % 2 == 0,
    )
    ground, colour = numbers.integers(0, 90, 3), numbers.integers(90, 256, 3)
    noise = numbers.integers(0, 2, (SIDE // 4, SIDE // 4)).repeat(4, 0).repeat(4, 1)[..., None] * 8
    return (np.where(shapes[label][..., None], colour, ground) // 2 + noise).astype(np.uint8)


def main():
    numbers = np.random.default_rng(11)
    listed = [{"folder": folder, "name": name} for folder, name in CLASSES.items()]
    about = {"resnet-playground": "classes", "title": "Muster 图案", "classes": listed}
    files = {"classes.json": json.dumps(about, ensure_ascii=False).encode()}
    for split, count in COUNTS.items():
        for label, folder in enumerate(CLASSES):
            for number in range(count):
                data = io.BytesIO()
                Image.fromarray(drawn(label, numbers)).save(data, "png", optimize=True)
                files[f"{split}/{folder}/{number:06}.png"] = data.getvalue()
    with zipfile.ZipFile(Path(__file__).parent / "own" / "data.zip", "w") as archive:
        for path, data in files.items():
            # Without the time, so that the same is written every time.
            archive.writestr(zipfile.ZipInfo(path), data)


if __name__ == "__main__":
    main()
