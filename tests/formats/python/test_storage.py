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


class ReadRun(InFolder):
    def test_a_run_is_read(self):
        run = {"config": {}, "normalisation": {}, "epochs": [], "steps": 3}
        (self.folder / "run.json").write_text(json.dumps(run), encoding="utf-8")
        self.assertEqual(storage.read_run(self.folder), run)

    def test_no_run(self):
        with self.assertRaisesRegex(RunError, r"There is no run in .*: run.json cannot be read\.$"):
            storage.read_run(self.folder)

    def test_no_json(self):
        (self.folder / "run.json").write_text("{", encoding="utf-8")
        with self.assertRaisesRegex(RunError, "run.json is not JSON"):
            storage.read_run(self.folder)

    def test_an_incomplete_run_says_what_it_lacks(self):
        (self.folder / "run.json").write_text('{"config": {}, "steps": 3}', encoding="utf-8")
        with self.assertRaisesRegex(RunError, "lacks normalisation, epochs: export the run again"):
            storage.read_run(self.folder)


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


class LoadWeights(InFolder):
    def test_the_checksum_of_the_old_tensors_is_not_handed_on(self):
        texts = {"steps": "5", "checksum": "xxh32:12345678", "dataset": "cifar10"}
        with patch.object(storage, "read_tensors", return_value=({}, texts)):
            self.assertEqual(storage.load_weights(MagicMock(), self.folder), {"steps": "5", "dataset": "cifar10"})


class Tensor:
    """Of one device. As in PyTorch, it is a key by what it is and not by what it holds."""

    device = "cpu"

    def __init__(self, *shape):
        self.shape = shape

    def to(self, device):
        return self


class LoadOptimizer(InFolder):
    def setUp(self):
        super().setUp()
        self.parameter = Tensor(2, 3)
        self.model = SimpleNamespace(named_parameters=lambda: [("fc.weight", self.parameter)])
        self.optimizer = SimpleNamespace(state={})

    def load(self, tensors, kind="sgd", **metadata):
        (self.folder / "optimizer.safetensors").touch()
        with patch.object(storage, "read_tensors", return_value=(tensors, {"steps": "5", **metadata})):
            return storage.load_optimizer(self.optimizer, kind, self.model, self.folder, 5)

    def test_no_file_is_no_memory(self):
        self.assertFalse(storage.load_optimizer(self.optimizer, "sgd", self.model, self.folder, 5))

    def test_sgd_gets_its_momentum_back(self):
        momentum = Tensor(2, 3)
        self.assertTrue(self.load({"momentum.fc.weight": momentum}))
        self.assertEqual(self.optimizer.state[self.parameter], {"momentum_buffer": momentum})

    def test_adamw_counts_its_own_updates(self):
        slots = {"adam_m.fc.weight": Tensor(2, 3), "adam_v.fc.weight": Tensor(2, 3)}
        with patch.object(storage.torch, "tensor", side_effect=lambda x: x):
            self.load(slots, "adamw")
            self.assertEqual(self.optimizer.state[self.parameter]["step"], 5)
            self.load(slots, "adamw", updates="2")
            self.assertEqual(self.optimizer.state[self.parameter]["step"], 2)

    def test_another_moment(self):
        with self.assertRaisesRegex(RunError, "is of step 4, weights.safetensors of step 5"):
            self.load({}, steps="4")

    def test_another_optimizer(self):
        with self.assertRaisesRegex(RunError, "lacks 'adam_m.fc.weight': it is not of this run's adamw"):
            self.load({"momentum.fc.weight": Tensor(2, 3)}, "adamw")

    def test_another_shape(self):
        with self.assertRaisesRegex(RunError, "the shape of fc.weight differs"):
            self.load({"momentum.fc.weight": Tensor(3, 2)})


class LoadAverages(InFolder):
    def load(self, averages, steps="5"):
        (self.folder / "averaged.safetensors").touch()
        with patch.object(storage, "read_tensors", return_value=({"fc.weight": 1}, {"steps": steps})):
            storage.load_averages(averages, self.folder, 5)

    def test_a_run_without_any_reads_nothing(self):
        averages = MagicMock(kept={})
        self.load(averages, "4")
        averages.take.assert_not_called()

    def test_they_go_on(self):
        averages = MagicMock(kept={"fc.weight": 0})
        self.load(averages)
        averages.take.assert_called_once_with({"fc.weight": 1})

    def test_another_moment(self):
        with self.assertRaisesRegex(RunError, "is of step 4, weights.safetensors of step 5"):
            self.load(MagicMock(kept={"fc.weight": 0}), "4")

    def test_another_network(self):
        averages = MagicMock(kept={"fc.weight": 0})
        averages.take.side_effect = KeyError("fc.bias")
        with self.assertRaisesRegex(RunError, "averaged.safetensors in .* does not fit model.py: 'fc.bias'"):
            self.load(averages)


class SaveRun(InFolder):
    def save(self, best=False, save_file=None, kept=()):
        model = SimpleNamespace(state_dict=dict, named_parameters=list)
        optimizer = SimpleNamespace(state={})
        averages = SimpleNamespace(kept=kept, state_dict=dict)
        run = {"config": {"optimizer": "sgd"}, "steps": 7}
        write = save_file or (lambda tensors, path, metadata: path.write_text(json.dumps(metadata)))
        with patch.object(storage, "save_file", write):
            storage.save_run(self.folder / "out", run, model, optimizer, averages, {"model.width": "4"}, 7, best)

    def names(self):
        return sorted(path.name for path in (self.folder / "out").iterdir())

    def test_whole_files_and_nothing_beside_them(self):
        self.save()
        self.assertEqual(self.names(), ["run.json", "weights.safetensors"])
        self.assertEqual(
            json.loads((self.folder / "out" / "weights.safetensors").read_text()), {"model.width": "4", "steps": "7"}
        )
        self.assertEqual(json.loads((self.folder / "out" / "run.json").read_text())["steps"], 7)

    def test_the_best_epoch_has_a_file_of_its_own(self):
        self.save(best=True)
        self.assertIn("best.safetensors", self.names())

    def test_averages_have_a_file_where_there_are_any(self):
        self.save(kept=("fc.weight",))
        self.assertEqual(self.names(), ["averaged.safetensors", "run.json", "weights.safetensors"])

    def test_a_write_that_fails_leaves_the_run_before(self):
        self.save()
        before = (self.folder / "out" / "weights.safetensors").read_text()

        def fail(tensors, path, metadata):
            path.write_text("half")
            raise OSError("No space left on device")

        with self.assertRaises(OSError):
            self.save(save_file=fail)
        self.assertEqual((self.folder / "out" / "weights.safetensors").read_text(), before)


if __name__ == "__main__":
    unittest.main()
