"""With which run train.py begins, and how it ends where it cannot."""

import contextlib
import io
import unittest
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import DEFAULT, MagicMock, patch

import stand_ins  # noqa: F401

import train
from storage import Checkpoint, RunError


def checkpoint(steps, export="0 sum"):
    return Checkpoint({"steps": steps, "export": export}, {}, {})


class FindRun(unittest.TestCase):
    options = SimpleNamespace(start=Path("start"), out=Path("out"))

    def found(self, left=None, start=None, elsewhere=None):
        """Of what lies in --out here, in --from, and in --out of another machine."""
        processes = SimpleNamespace(furthest=lambda mine, steps: mine or elsewhere)
        checkpoints = {"start": start, "out": left}
        with (
            patch.object(train, "read_checkpoint", lambda folder: checkpoints[folder.name]),
            patch.object(train, "read_export", lambda _: checkpoint(0)),
        ):
            return train.find_run(self.options, processes).run["steps"]

    def test_a_new_run_begins_with_the_export(self):
        self.assertEqual(self.found(), 0)

    def test_or_with_what_another_call_left(self):
        self.assertEqual(self.found(start=checkpoint(3)), 3)

    def test_what_lies_in_out_goes_on(self):
        self.assertEqual(self.found(left=checkpoint(5)), 5)
        self.assertEqual(self.found(left=checkpoint(5), start=checkpoint(3)), 5)

    def test_also_where_another_machine_has_it(self):
        self.assertEqual(self.found(elsewhere=checkpoint(7)), 7)

    def test_a_run_of_another_export_is_not_written_over(self):
        with self.assertRaisesRegex(RunError, "out holds a run of another export than start: choose another --out"):
            self.found(left=checkpoint(5, "2 other"))


class Network(unittest.TestCase):
    def test_takes_a_last_batch_of_one_picture(self):
        config = {"blocks": [1], "trainImages": 33, "testImages": 8, "batchSize": 16, "epochs": 2, "optimizer": "sgd"}
        run = {"config": config, "steps": 0, "position": None, "epochs": [], "normalisation": {}}
        options = MagicMock(batch_size=None, epochs=None, learning_rate=None, log=None)
        files = dict.fromkeys(("restore", "make_optimizer", "Normalise", "Branches", "Stop"), DEFAULT)
        files["load"] = MagicMock(return_value=(MagicMock(), MagicMock()))
        with patch.multiple(train, take_single_values=DEFAULT, **files) as mocks:
            trainer = train.Trainer(options, Checkpoint(run, {}, {}), MagicMock(world=1))
        mocks["take_single_values"].assert_called_once_with(train.ResNet.return_value)
        self.assertEqual(trainer.total_steps, 6)


class Main(unittest.TestCase):
    def test_a_refusal_is_one_sentence(self):
        with (
            patch("sys.argv", ["train.py"]),
            patch.multiple(train, Processes=DEFAULT, find_run=MagicMock(side_effect=RunError("It is not so."))),
            contextlib.redirect_stderr(io.StringIO()) as stderr,
        ):
            self.assertEqual(train.main(), 1)
        self.assertEqual(stderr.getvalue(), "train.py: It is not so.\n")


if __name__ == "__main__":
    unittest.main()
