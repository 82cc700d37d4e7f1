"""Where pictures are read from. What is done with them is tested in with_torch/."""

import tempfile
import unittest
from pathlib import Path
from unittest.mock import MagicMock, patch

import stand_ins  # noqa: F401

import cifar10
import dataset
from pictures import DataError


def run_of(**config):
    return {"config": {"trainImages": 100, "testImages": 20, **config}, "classes": ["a", "b"]}


class Load(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        pictures = (MagicMock(), MagicMock(**{"__len__.return_value": 100}))
        answers = {(cifar10, "read_shards"): pictures, (cifar10, "read_torchvision"): pictures}
        answers[dataset.folders, "read"] = {"train": pictures, "test": pictures}
        for (module, name), answer in answers.items():
            patcher = patch.object(module, name, return_value=answer)
            setattr(self, name, patcher.start())
            self.addCleanup(patcher.stop)

    def test_a_folder_with_a_manifest_holds_shards(self):
        (self.folder / "manifest.json").touch()
        dataset.load(self.folder, run_of(dataset="cifar10"), download=True)
        self.assertEqual(
            [call.args for call in self.read_shards.call_args_list],
            [(self.folder, "train", 100), (self.folder, "test", 20)],
        )
        self.read_torchvision.assert_not_called()

    def test_any_other_is_torchvisions(self):
        dataset.load(self.folder, run_of(), download=False)
        self.read_torchvision.assert_called_with(self.folder, "test", False)

    def test_sets_of_ones_own_lie_in_folders(self):
        name = "own-32-2-100-100-0123456789abcdef"
        dataset.load(self.folder, run_of(dataset=name), download=True)
        self.read.assert_called_once_with(self.folder, name, ["a", "b"])
        self.read_torchvision.assert_not_called()

    def test_another_set_is_not_taken_for_one_of_them(self):
        with self.assertRaisesRegex(DataError, "The run learned the data set svhn, which this program cannot read."):
            dataset.load(self.folder, run_of(dataset="svhn"), download=True)

    def test_too_few_pictures(self):
        with self.assertRaisesRegex(DataError, "The run uses 101 test pictures, but .* has 100"):
            dataset.load(self.folder, run_of(testImages=101), download=False)


if __name__ == "__main__":
    unittest.main()
