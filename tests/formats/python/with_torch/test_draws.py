"""All pictures at once are drawn as one by one, which npm test holds to the page's own draws."""

import sys
import unittest
from pathlib import Path
from unittest.mock import patch

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[4] / "src" / "formats" / "pytorch" / "project"))

import draws


class PictureDraws(unittest.TestCase):
    def assert_same(self, seed, epoch, size):
        one_by_one = [draws.one_picture_draws(size, seed, epoch, picture) for picture in range(300)]
        np.testing.assert_array_equal(draws.picture_draws(300, size, seed, epoch), one_by_one)

    def test_are_those_of_each_picture(self):
        self.assert_same(1, 0, 32)
        self.assert_same(2**31 - 1, 7, 28)

    def test_also_where_numbers_are_drawn_again(self):
        # A range that does not divide 2**32 by far: every third number is beyond its last multiple.
        wide = 3 * 2**30
        with patch.object(draws, "draw_ranges", lambda size: (wide, wide, 2, size, size)):
            self.assert_same(5, 2, 32)


if __name__ == "__main__":
    unittest.main()
