"""Which batches batch norm takes the usual way; what it makes of a single value is tested in with_torch/."""

import unittest
from unittest.mock import MagicMock

import stand_ins  # noqa: F401

import norms


def tensor(*shape):
    count = 1
    for length in shape:
        count *= length
    return MagicMock(shape=shape, numel=lambda: count)


class Forward(unittest.TestCase):
    def goes_the_usual_way(self, training, *shape):
        norm, usual = MagicMock(training=training, momentum=0.1), MagicMock()
        norms.forward(norm, usual, tensor(*shape))
        return usual.called

    def test_only_a_single_value_in_training_does_not(self):
        self.assertTrue(self.goes_the_usual_way(True, 2, 8, 1, 1))
        self.assertTrue(self.goes_the_usual_way(True, 1, 8, 2, 1))
        self.assertTrue(self.goes_the_usual_way(False, 1, 8, 1, 1))
        self.assertFalse(self.goes_the_usual_way(True, 1, 8, 1, 1))


if __name__ == "__main__":
    unittest.main()
