"""Shards of CIFAR-10, on real tensors."""

import json
import sys
import tempfile
import unittest
from pathlib import Path

import numpy as np
import torch
from PIL import Image

sys.path.insert(0, str(Path(__file__).resolve().parents[4] / "src" / "formats" / "pytorch" / "project"))

import cifar10
import dataset
from pictures import DataError


class Shards(unittest.TestCase):
    def test_tiles_become_pictures_row_by_row(self):
        images = torch.randint(0, 256, (8, 3, 32, 32), dtype=torch.uint8, generator=torch.Generator().manual_seed(1))
        tiles = images.permute(0, 2, 3, 1).numpy()
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            shards = []
            for number in range(2):
                rows = [np.concatenate(list(tiles[at : at + 2]), axis=1) for at in (4 * number, 4 * number + 2)]
                shards.append({"file": f"{number}.webp", "images": 4})
                Image.fromarray(np.concatenate(rows)).save(folder / f"{number}.webp", lossless=True)
            np.arange(8, dtype=np.uint8).tofile(folder / "labels.bin")
            split = {"labels": {"file": "labels.bin"}, "shards": shards}
            manifest = {
                "format": cifar10.MANIFEST_FORMAT,
                "shape": [32, 32, 3],
                "tiles": {"columns": 2, "rows": 2},
                "train": split,
                "test": split,
            }
            (folder / "manifest.json").write_text(json.dumps(manifest))
            config = {"dataset": "cifar10", "trainImages": 6, "testImages": 5}
            train, test = dataset.load(folder, {"config": config}, download=False)
            for read, count in ((train, 6), (test, 5)):
                self.assertTrue(torch.equal(read.images, images[:count]))
                self.assertEqual(read.labels.tolist(), list(range(count)))
            with self.assertRaisesRegex(DataError, "uses 9 train pictures, but .* has 8"):
                dataset.load(folder, {"config": {**config, "trainImages": 9}}, download=False)
            (folder / "manifest.json").write_text(json.dumps({**manifest, "format": "another"}))
            with self.assertRaisesRegex(DataError, "its format is another"):
                dataset.load(folder, {"config": config}, download=False)


if __name__ == "__main__":
    unittest.main()
