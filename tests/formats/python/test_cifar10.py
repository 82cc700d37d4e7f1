"""Where pictures are read from. What is done with them is tested in with_torch/."""

import tempfile
import unittest
from pathlib import Path
from unittest.mock import MagicMock, patch

import stand_ins  # noqa: F401

import cifar10


class Load(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        pictures = (MagicMock(), MagicMock(**{"__len__.return_value": 100}))
        for name in ("read_shards", "read_torchvision"):
            patcher = patch.object(cifar10, name, return_value=pictures)
            setattr(self, name, patcher.start())
            self.addCleanup(patcher.stop)

    def test_a_folder_with_a_manifest_holds_shards(self):
        (self.folder / "manifest.json").touch()
        cifar10.load(self.folder, "train", 100, download=True)
        self.read_shards.assert_called_once_with(self.folder, "train", 100)
        self.read_torchvision.assert_not_called()

    def test_any_other_is_torchvisions(self):
        cifar10.load(self.folder, "test", 100, download=False)
        self.read_torchvision.assert_called_once_with(self.folder, "test", False)

    def test_too_few_pictures(self):
        with self.assertRaisesRegex(cifar10.DataError, "The run uses 101 test pictures, but .* has 100"):
            cifar10.load(self.folder, "test", 101, download=False)


if __name__ == "__main__":
    unittest.main()
