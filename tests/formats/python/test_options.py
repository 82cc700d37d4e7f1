"""The command line of train.py: its options, and numbers that are refused."""

import contextlib
import io
import unittest
from pathlib import Path
from unittest.mock import patch

import stand_ins

import options


def given(*arguments):
    with patch("sys.argv", ["train.py", *arguments]):
        return options.read_options("")


class Options(unittest.TestCase):
    def test_the_project_goes_on_with_its_own_run(self):
        plain = given()
        self.assertEqual(plain.start, stand_ins.PROJECT)
        self.assertEqual(plain.out, stand_ins.PROJECT / "out")
        self.assertEqual(plain.data, stand_ins.PROJECT / "data")
        self.assertEqual((plain.epochs, plain.steps, plain.batch_size, plain.learning_rate), (None, None, None, None))
        self.assertEqual((plain.bf16, plain.channels_last, plain.compile, plain.no_sync_bn), (False,) * 4)
        self.assertEqual((plain.save_every, plain.log_every, plain.log, plain.device), (120, 50, None, None))

    def test_all_of_them(self):
        line = "--data D --from F --out O --epochs 3 --steps 4 --batch-size 5 --learning-rate 0 --save-every 0"
        line += " --log trackio --log-every 2 --device cpu --bf16 --channels-last --compile --no-sync-bn"
        chosen = given(*line.split())
        self.assertEqual((chosen.data, chosen.start, chosen.out), (Path("D"), Path("F"), Path("O")))
        self.assertEqual((chosen.epochs, chosen.steps, chosen.batch_size, chosen.learning_rate), (3, 4, 5, 0.0))
        self.assertTrue(chosen.bf16 and chosen.channels_last and chosen.compile and chosen.no_sync_bn)
        self.assertEqual((chosen.save_every, chosen.log_every, chosen.log, chosen.device), (0, 2, "trackio", "cpu"))

    def test_what_is_refused(self):
        for line, reason in [
            ("--epochs 0", "it must be a whole number from 1 on, but it is '0'"),
            ("--steps 1.5", "it must be a whole number from 1 on, but it is '1.5'"),
            ("--learning-rate -1", "it must be a number from 0 on, but it is '-1'"),
            ("--learning-rate nan", "it must be a number from 0 on, but it is 'nan'"),
            ("--save-every fast", "it must be a number from 0 on, but it is 'fast'"),
            ("--log paper", "invalid choice: 'paper'"),
        ]:
            with (
                self.subTest(line),
                contextlib.redirect_stderr(io.StringIO()) as stderr,
                self.assertRaises(SystemExit) as stop,
            ):
                given(*line.split())
            self.assertEqual(stop.exception.code, 2)
            self.assertIn(reason, stderr.getvalue())


if __name__ == "__main__":
    unittest.main()
