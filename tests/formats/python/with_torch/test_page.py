"""The exported project against the page itself: runs of its trainer (tests/golden/page and own), from the same weights.

The one on CIFAR-10 has all that draws numbers or changes on the way: crops, mirrors, cutout, stochastic depth,
averages, a warm-up, blocks that start at zero, a test of mirror images, and a depth that changes after its second one.
The other one learns a data set of one's own, from its zip.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from safetensors import safe_open

ROOT = Path(__file__).resolve().parents[4]
PROJECT = ROOT / "src" / "formats" / "pytorch" / "project"
GOLDEN = ROOT / "tests" / "golden"
PICTURES = ROOT / "public" / "cifar10"


class Page(unittest.TestCase):
    def hold_to(self, golden, parts, *options):
        """Trains in as many calls as there are parts, of so many steps."""
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            for path in [*PROJECT.glob("*.py"), *golden.iterdir()]:
                shutil.copy(path, folder)
            for steps in parts:
                line = [sys.executable, "train.py", *options, "--steps", str(steps)]
                environment = {**os.environ, "OMP_NUM_THREADS": "1"}
                subprocess.run(line, cwd=folder, env=environment, check=True, capture_output=True)
            with safe_open(folder / "out" / "checkpoint.safetensors", "pt") as file:
                epochs = json.loads(file.metadata()["pytorch-run"])["epochs"]
        pages = json.loads((golden / "epochs.json").read_text())
        self.assertEqual(len(epochs), len(pages))
        for ours, theirs in zip(epochs, pages):
            for key in ("trainLoss", "testLoss", "trainAccuracy", "testAccuracy", "learningRate"):
                self.assertAlmostEqual(ours[key], theirs[key], delta=1e-3, msg=f"{key} of epoch {theirs['epoch']}")

    @unittest.skipUnless((PICTURES / "manifest.json").exists(), "npm run resnet -- prepare makes the pictures.")
    def test_every_epoch_is_the_pages(self):
        # Also where it stops: within an epoch, and where the depth changes.
        self.hold_to(GOLDEN / "page", (50, 34, 42), "--data", PICTURES)

    def test_every_epoch_on_a_set_of_ones_own_is_the_pages(self):
        self.hold_to(GOLDEN / "own", (7, 8))


if __name__ == "__main__":
    unittest.main()
