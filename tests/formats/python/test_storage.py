"""Reading and writing a run: what is refused and in which words, and that files appear whole."""

import json
import tempfile
import unittest
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import MagicMock, patch

import stand_ins  # noqa: F401

import storage
from storage import RunError


class InFolder(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)


RUN = {"config": {}, "normalisation": {}, "epochs": [], "steps": 3}


class ReadExport(InFolder):
    def read(self, run=RUN, **files):
        """With the metadata of each file of tensors."""
        (self.folder / "run.json").write_text(run if isinstance(run, str) else json.dumps(run), encoding="utf-8")
        files = {"weights": {"steps": "3", "checksum": "xxh32:12345678"}, **files}
        for name in files:
            (self.folder / f"{name}.safetensors").touch()
        with patch.object(storage, "read_tensors", lambda path: ({path.stem: 1}, dict(files[path.stem]))):
            return storage.read_export(self.folder)

    def test_a_run_is_read_with_all_that_lies_beside_it(self):
        found = self.read(optimizer={"steps": "3"}, averaged={"steps": "3"})
        self.assertEqual(found.run, {**RUN, "export": "3 xxh32:12345678"})
        self.assertEqual(found.tensors, {"weights": 1, "optimizer": 1, "average.averaged": 1})
        # The sum of the tensors as they were: what is saved next holds others.
        self.assertEqual(found.texts, {"steps": "3"})

    def test_no_run(self):
        with self.assertRaisesRegex(RunError, r"There is no run in .*: run.json cannot be read\.$"):
            storage.read_export(self.folder)

    def test_no_json(self):
        with self.assertRaisesRegex(RunError, "run.json is not JSON"):
            self.read("{")

    def test_an_incomplete_run_says_what_it_lacks(self):
        with self.assertRaisesRegex(RunError, "lacks normalisation, epochs: export the run again"):
            self.read({"config": {}, "steps": 3})

    def test_files_of_different_moments(self):
        for name in ("weights", "optimizer", "averaged"):
            files = {**{key: {"steps": "3"} for key in ("optimizer", "averaged")}, name: {"steps": "4"}}
            with self.subTest(name), self.assertRaisesRegex(RunError, "are of different steps: export again"):
                self.read(**files)


class ReadCheckpoint(InFolder):
    def read(self, **texts):
        (self.folder / "checkpoint.safetensors").touch()
        with patch.object(storage, "read_tensors", return_value=({"fc.weight": 1}, texts)):
            return storage.read_checkpoint(self.folder)

    def test_nothing(self):
        self.assertIsNone(storage.read_checkpoint(self.folder))

    def test_the_run_is_read_and_the_rest_handed_on(self):
        found = self.read(**{"pytorch-run": '{"steps": 4}', "resnet-playground-run": "{}", "model.width": "4"})
        self.assertEqual(
            (found.run, found.tensors, found.texts), ({"steps": 4}, {"fc.weight": 1}, {"model.width": "4"})
        )

    def test_another_programs(self):
        with self.assertRaisesRegex(RunError, "was not left by train.py: give --out another folder"):
            self.read(**{"resnet-playground-run": "{}"})


class ReadTensors(InFolder):
    def test_what_cannot_be_opened_is_named(self):
        with (
            patch.object(storage, "safe_open", side_effect=storage.SafetensorError("header too large")),
            self.assertRaisesRegex(RunError, "weights.safetensors cannot be read: header too large"),
        ):
            storage.read_tensors(self.folder / "weights.safetensors")

    def test_tensors_and_metadata(self):
        file = MagicMock()
        file.keys.return_value = ["a", "b"]
        file.get_tensor.side_effect = str.upper
        file.metadata.return_value = None
        with patch.object(storage, "safe_open") as safe_open:
            safe_open.return_value.__enter__.return_value = file
            self.assertEqual(storage.read_tensors(self.folder / "x"), ({"a": "A", "b": "B"}, {}))


class Tensor:
    """Of one device. As in PyTorch, it is a key by what it is and not by what it holds."""

    device = "cpu"

    def __init__(self, *shape):
        self.shape = shape

    def to(self, device):
        return self


class Restore(InFolder):
    def setUp(self):
        super().setUp()
        self.parameter, self.weights = Tensor(2, 3), {"fc.weight": Tensor(2, 3)}
        self.model = MagicMock()
        self.model.named_parameters.side_effect = lambda: [("fc.weight", self.parameter)]
        self.optimizer = SimpleNamespace(state={})
        self.averages = MagicMock(kept={})

    def restore(self, kind="sgd", run=RUN, **slots):
        tensors = {**self.weights, **{name.replace("__", "."): slot for name, slot in slots.items()}}
        found = storage.Checkpoint(run, tensors, {})
        return storage.restore(found, self.model, self.optimizer, self.averages, kind)

    def test_without_slots_the_optimizer_starts_empty(self):
        self.assertFalse(self.restore())
        self.model.load_state_dict.assert_called_once_with(self.weights)

    def test_sgd_gets_its_momentum_back(self):
        momentum = Tensor(2, 3)
        self.assertTrue(self.restore(momentum__fc__weight=momentum))
        self.assertEqual(self.optimizer.state[self.parameter], {"momentum_buffer": momentum})
        self.model.load_state_dict.assert_called_once_with(self.weights)

    def test_adamw_counts_its_own_updates(self):
        slots = {"adam_m__fc__weight": Tensor(2, 3), "adam_v__fc__weight": Tensor(2, 3)}
        with patch.object(storage.torch, "tensor", side_effect=lambda x: x):
            self.restore("adamw", **slots)
            self.assertEqual(self.optimizer.state[self.parameter]["step"], 3)
            self.restore("adamw", {**RUN, "updates": 2}, **slots)
            self.assertEqual(self.optimizer.state[self.parameter]["step"], 2)

    def test_averages_go_on_or_start_as_the_weights(self):
        self.averages.kept = {"fc.weight": 0}
        self.restore()
        self.averages.take.assert_called_with(self.weights)
        average = Tensor(2, 3)
        self.restore(average__fc__weight=average)
        self.averages.take.assert_called_with({"fc.weight": average})

    def test_another_network(self):
        self.model.load_state_dict.side_effect = RuntimeError("size\n mismatch")
        with self.assertRaisesRegex(RunError, "The weights do not fit model.py: size mismatch$"):
            self.restore()
        self.model.load_state_dict.side_effect = None
        with self.assertRaisesRegex(RunError, "does not fit model.py"):
            self.restore(momentum__fc__weight=Tensor(3, 2))


class Settings(unittest.TestCase):
    def test_are_written_as_in_an_address(self):
        values = [
            True,
            0.1,
            1e-05,
            "sgd",
            [3, 3, 3],
            [],
            [{"after": 2, "blocks": [3, 4]}, {"after": 5, "blocks": [5, 4]}],
        ]
        texts = ["true", "0.1", "1e-05", "sgd", "3,3,3", "none", "2:3,4;5:5,4"]
        self.assertEqual([storage.setting_text(value) for value in values], texts)


class Snapshot(unittest.TestCase):
    def test_adamw_s_updates_are_part_of_the_run(self):
        model = SimpleNamespace(state_dict=dict, named_parameters=list)
        averages = SimpleNamespace(kept={"fc.weight": 1})
        run = {**RUN, "config": {"optimizer": "adamw"}}
        optimizer = SimpleNamespace(state={"parameter": {"step": 2}})
        now = storage.snapshot(run, {}, model, optimizer, averages)
        self.assertEqual((now.run, now.tensors), ({**run, "updates": 2}, {"average.fc.weight": 1}))


class WriteCheckpoint(InFolder):
    def write(self, tested=None):
        run = {**RUN, "config": {"optimizer": "sgd"}, "position": {"step": 3}}
        with patch.object(storage, "file_of", lambda tensors, texts: json.dumps(texts).encode()):
            storage.write_checkpoint(self.folder / "out", storage.Checkpoint(run, {}, {"model.width": "4"}), tested)

    def names(self):
        return sorted(path.name for path in (self.folder / "out").iterdir())

    def test_one_whole_file_and_nothing_beside_it(self):
        self.write()
        self.assertEqual(self.names(), ["checkpoint.safetensors"])
        texts = json.loads((self.folder / "out" / "checkpoint.safetensors").read_text())
        self.assertEqual((texts["steps"], texts["model.width"]), ("3", "4"))
        self.assertEqual(json.loads(texts["pytorch-run"])["steps"], 3)
        playground = {"config": {"optimizer": "sgd"}, "position": {"step": 3}, "epochs": []}
        self.assertEqual(json.loads(texts["resnet-playground-run"]), playground)

    def test_the_best_epoch_has_a_file_of_its_own(self):
        self.write(tested={})
        self.assertEqual(self.names(), ["best.safetensors", "checkpoint.safetensors"])

    def test_a_write_that_fails_leaves_the_run_before(self):
        self.write()
        before = (self.folder / "out" / "checkpoint.safetensors").read_text()
        with (
            patch.object(storage.os, "fsync", side_effect=OSError("No space left on device")),
            self.assertRaises(OSError),
        ):
            self.write()
        self.assertEqual((self.folder / "out" / "checkpoint.safetensors").read_text(), before)


if __name__ == "__main__":
    unittest.main()
