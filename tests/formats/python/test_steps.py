"""Steps of a run whose batches double, by values that can be worked out by hand."""

import unittest

import stand_ins  # noqa: F401

import steps


def config(*doubling):
    return {"batchSize": 4, "trainImages": 10, "epochs": 4, "batchDoubling": list(doubling)}


class Steps(unittest.TestCase):
    def test_are_as_many_in_every_epoch_where_batches_stay(self):
        for plain in (config(), {k: v for k, v in config().items() if k != "batchDoubling"}):
            self.assertEqual([steps.steps_before(plain, n) for n in range(5)], [0, 3, 6, 9, 12])
            self.assertEqual([steps.schedule_step(plain, n) for n in range(12)], list(range(12)))

    def test_are_fewer_after_batches_double(self):
        growing = config(1, 3)
        self.assertEqual([steps.batch_size(growing, n) for n in range(4)], [4, 8, 8, 16])
        self.assertEqual([steps.steps_before(growing, n) for n in range(5)], [0, 3, 5, 7, 8])

    def test_are_as_far_on_their_schedule_as_their_epoch(self):
        growing = config(1, 3)
        self.assertEqual([steps.schedule_step(growing, n) for n in range(8)], [0, 1, 2, 3, 4.5, 6, 7.5, 9])


if __name__ == "__main__":
    unittest.main()
