"""Order, augmentation and shards, on real tensors."""

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

CPU = torch.device("cpu")
KINDS = ["crop", "flip", "cutout"]


def pictures(count):
    return torch.randint(0, 256, (count, 3, 32, 32), dtype=torch.uint8, generator=torch.Generator().manual_seed(1))


class Augment(unittest.TestCase):
    def setUp(self):
        self.images = pictures(2)
        self.normalise = cifar10.Normalise([0.5, 0.4, 0.3], [0.2, 0.3, 0.4], CPU)
        self.plain = self.normalise(self.images)

    def augmented(self, draw, kinds):
        return cifar10.augment(self.images, torch.tensor([draw, draw]), kinds, self.normalise)

    def test_normalisation(self):
        expected = (self.images[0, 1, 5, 6].item() / 255 - 0.4) / 0.3
        self.assertAlmostEqual(self.plain[0, 1, 5, 6].item(), expected, places=5)

    def test_nothing_chosen_only_normalises(self):
        self.assertTrue(torch.equal(self.augmented([3, -2, 1, 9, 9], []), self.plain))

    def test_flip_mirrors_columns(self):
        self.assertTrue(torch.equal(self.augmented([0, 0, 1, 0, 0], ["flip"]), self.plain.flip(3)))
        self.assertTrue(torch.equal(self.augmented([0, 0, 0, 0, 0], ["flip"]), self.plain))

    def test_crop_shifts_over_black(self):
        out = self.augmented([2, -4, 0, 0, 0], ["crop"])
        self.assertTrue(torch.equal(out[:, :, :30, 4:], self.plain[:, :, 2:, :28]))
        black = self.normalise(torch.zeros(1, 3, 1, 1, dtype=torch.uint8))
        self.assertTrue(torch.equal(out[:, :, 30:], black.expand(2, 3, 2, 32)))
        self.assertTrue(torch.equal(out[:, :, :, :4], black.expand(2, 3, 32, 4)))

    def test_cutout_is_a_square_of_the_mean_colour_that_may_hang_over_the_edge(self):
        out = self.augmented([0, 0, 0, 16, 3], ["cutout"])
        self.assertTrue((out[:, :, 8:24, :11] == 0).all())
        rest = torch.ones(32, 32, dtype=torch.bool)
        rest[8:24, :11] = False
        self.assertTrue(torch.equal(out[:, :, rest], self.plain[:, :, rest]))

    def test_a_crop_is_mirrored_and_not_the_other_way_round(self):
        cropped = self.augmented([1, 3, 0, 0, 0], ["crop", "flip"])
        both = self.augmented([1, 3, 1, 0, 0], KINDS[:2])
        self.assertTrue(torch.equal(both, cropped.flip(3)))


class Shards(unittest.TestCase):
    def test_tiles_become_pictures_row_by_row(self):
        images = pictures(8)
        tiles = images.permute(0, 2, 3, 1).numpy()
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            shards = []
            for number in range(2):
                rows = [np.concatenate(list(tiles[at : at + 2]), axis=1) for at in (4 * number, 4 * number + 2)]
                shards.append({"file": f"{number}.webp", "images": 4})
                Image.fromarray(np.concatenate(rows)).save(folder / f"{number}.webp", lossless=True)
            np.arange(8, dtype=np.uint8).tofile(folder / "labels.bin")
            manifest = {
                "format": cifar10.MANIFEST_FORMAT,
                "shape": [32, 32, 3],
                "tiles": {"columns": 2, "rows": 2},
                "train": {"labels": {"file": "labels.bin"}, "shards": shards},
            }
            (folder / "manifest.json").write_text(json.dumps(manifest))
            read = cifar10.load(folder, "train", 6, download=False)
            self.assertTrue(torch.equal(read.images, images[:6]))
            self.assertEqual(read.labels.tolist(), list(range(6)))
            with self.assertRaisesRegex(cifar10.DataError, "uses 9 train pictures, but .* has 8"):
                cifar10.load(folder, "train", 9, download=False)
            (folder / "manifest.json").write_text(json.dumps({**manifest, "format": "another"}))
            with self.assertRaisesRegex(cifar10.DataError, "its format is another"):
                cifar10.load(folder, "train", 6, download=False)


if __name__ == "__main__":
    unittest.main()
