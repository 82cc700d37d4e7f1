"""Normalisation and augmentation, on real tensors."""

import sys
import unittest
from pathlib import Path

import torch

sys.path.insert(0, str(Path(__file__).resolve().parents[4] / "src" / "formats" / "pytorch" / "project"))

from pictures import Normalise, augment

CPU = torch.device("cpu")
KINDS = ["crop", "flip", "cutout"]


def pictures(count):
    return torch.randint(0, 256, (count, 3, 32, 32), dtype=torch.uint8, generator=torch.Generator().manual_seed(1))


class Augment(unittest.TestCase):
    def setUp(self):
        self.images = pictures(2)
        self.normalise = Normalise([0.5, 0.4, 0.3], [0.2, 0.3, 0.4], CPU)
        self.plain = self.normalise(self.images)

    def augmented(self, draw, kinds):
        return augment(self.images, torch.tensor([draw, draw]), kinds, self.normalise)

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


if __name__ == "__main__":
    unittest.main()
