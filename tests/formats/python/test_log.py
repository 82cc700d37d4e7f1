"""The line of an epoch, and what a tracker is told of: every epoch once, also where the run goes on."""

import tempfile
import unittest
from pathlib import Path
from unittest.mock import patch

import stand_ins  # noqa: F401

import log
from storage import RunError

EPOCH = {
    "epoch": 2,
    "epochs": 10,
    "step": 782,
    "trainLoss": 1.25,
    "trainAccuracy": 0.5,
    "testLoss": 1.125,
    "testAccuracy": 0.625,
    "learningRate": 0.1,
    "seconds": 96,
    "imagesPerSecond": 1000,
}


class EpochLine(unittest.TestCase):
    def test_losses_accuracies_and_the_time(self):
        self.assertEqual(
            log.epoch_line(EPOCH),
            " Epoch [  2/10 ]  train_loss:1.250000  train_acc:50.00%"
            "  test_loss:1.125000  test_acc:62.50%  \tTime 01:36",
        )

    def test_hours(self):
        self.assertTrue(log.epoch_line({**EPOCH, "seconds": 3725.4}).endswith("Time 1:02:05"))


class Trackers(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.out = Path(folder.name) / "out"
        self.names, self.steps = [], []

    def opened(self, out, name, config):
        self.names.append(name)
        return lambda metrics, step: self.steps.append((step, metrics["epoch"])), lambda: None

    def tell(self, *numbers):
        epochs = [{**EPOCH, "epoch": number, "step": 10 * number} for number in numbers]
        with patch.dict(log.TRACKERS, {"wandb": self.opened}):
            log.Tracker("wandb", self.out, {}).tell(epochs)

    def test_epochs_of_the_tab_come_first_and_none_comes_twice(self):
        self.tell(1, 2)
        self.assertEqual(self.steps, [(10, 1), (20, 2)])
        self.tell(1, 2)
        self.tell(1, 2, 3)
        self.assertEqual(self.steps, [(10, 1), (20, 2), (30, 3)])

    def test_a_run_that_goes_on_keeps_its_name_there(self):
        self.tell(1)
        self.tell(1, 2)
        self.assertRegex(self.names[0], r"^out-[0-9a-f]{8}$")
        self.assertEqual(self.names[0], self.names[1])

    def test_each_kind_is_told_by_itself(self):
        self.tell(1, 2)
        with patch.dict(log.TRACKERS, {"trackio": self.opened}):
            log.Tracker("trackio", self.out, {}).tell([EPOCH])
        self.assertEqual(len(self.steps), 3)

    def test_a_package_that_is_not_there_is_named(self):
        with (
            patch.dict("sys.modules", {"wandb": None}),
            self.assertRaisesRegex(RunError, "--log wandb needs a package that is not there .*: pip install wandb"),
        ):
            log.Tracker("wandb", self.out, {})


if __name__ == "__main__":
    unittest.main()
