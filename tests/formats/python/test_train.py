"""The command line of train.py: its options, its line of an epoch, and a refusal in one sentence."""

import contextlib
import io
import tempfile
import unittest
from pathlib import Path
from unittest.mock import DEFAULT, MagicMock, patch

import stand_ins

import train


def options(*arguments):
    with patch("sys.argv", ["train.py", *arguments]):
        return train.read_options()


class Options(unittest.TestCase):
    def test_the_project_goes_on_with_its_own_run(self):
        given = options()
        self.assertEqual(given.start, stand_ins.PROJECT)
        self.assertEqual(given.out, stand_ins.PROJECT / "out")
        self.assertEqual(given.data, stand_ins.PROJECT / "data")
        self.assertEqual((given.epochs, given.steps, given.batch_size, given.learning_rate), (None, None, None, None))
        self.assertEqual((given.amp, given.no_sync_bn, given.log_every), (False, False, 50))

    def test_all_of_them(self):
        line = "--data D --from F --out O --epochs 3 --steps 4 --batch-size 5 --learning-rate 0 --amp --no-sync-bn"
        given = options(*line.split())
        self.assertEqual((given.data, given.start, given.out), (Path("D"), Path("F"), Path("O")))
        self.assertEqual((given.epochs, given.steps, given.batch_size, given.learning_rate), (3, 4, 5, 0.0))
        self.assertTrue(given.amp and given.no_sync_bn)

    def test_numbers_are_checked(self):
        for line, reason in [
            ("--epochs 0", "it must be a whole number from 1 on, but it is '0'"),
            ("--steps 1.5", "it must be a whole number from 1 on, but it is '1.5'"),
            ("--learning-rate -1", "it must be a number from 0 on, but it is '-1'"),
            ("--learning-rate nan", "it must be a number from 0 on, but it is 'nan'"),
            ("--learning-rate fast", "it must be a number from 0 on, but it is 'fast'"),
        ]:
            with (
                self.subTest(line),
                contextlib.redirect_stderr(io.StringIO()) as stderr,
                self.assertRaises(SystemExit) as stop,
            ):
                options(*line.split())
            self.assertEqual(stop.exception.code, 2)
            self.assertIn(reason, stderr.getvalue())


EPOCH = {
    "epoch": 2,
    "epochs": 10,
    "trainLoss": 1.25,
    "trainAccuracy": 0.5,
    "testLoss": 1.125,
    "testAccuracy": 0.625,
    "seconds": 96,
}


class EpochLine(unittest.TestCase):
    def test_losses_accuracies_and_the_time(self):
        self.assertEqual(
            train.epoch_line(EPOCH),
            " Epoch [  2/10 ]  train_loss:1.250000  train_acc:50.00%"
            "  test_loss:1.125000  test_acc:62.50%  \tTime 01:36",
        )

    def test_hours(self):
        self.assertTrue(train.epoch_line({**EPOCH, "seconds": 3725.4}).endswith("Time 1:02:05"))


class Network(unittest.TestCase):
    def test_takes_a_last_batch_of_one_picture(self):
        config = {"trainImages": 33, "testImages": 8, "batchSize": 16, "epochs": 2, "optimizer": "sgd"}
        run = {"config": config, "steps": 0, "position": None, "epochs": [], "normalisation": {}}
        files = {"load_weights": lambda *_: {"steps": "0"}, "load_optimizer": DEFAULT, "load": DEFAULT}
        files |= {"make_optimizer": DEFAULT, "Normalise": DEFAULT}
        with patch.multiple(train, take_single_values=DEFAULT, **files) as mocks:
            train.Trainer(options(), run, MagicMock(world=1))
        mocks["take_single_values"].assert_called_once_with(train.ResNet.return_value)


class Main(unittest.TestCase):
    def test_another_run_is_not_written_over(self):
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "run.json").touch()
            with (
                patch("sys.argv", ["train.py", "--out", folder]),
                patch.object(train.dist, "is_initialized", return_value=False),
                contextlib.redirect_stderr(io.StringIO()) as stderr,
                self.assertRaises(SystemExit) as stop,
            ):
                train.main()
        self.assertEqual(stop.exception.code, 1)
        self.assertEqual(
            stderr.getvalue(),
            f"train.py: {folder} holds a run: go on with it by --from {folder}, or choose another --out.\n",
        )


if __name__ == "__main__":
    unittest.main()
