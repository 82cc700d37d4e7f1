"""The exported project against the page itself: a run of its trainer (tests/golden/page), from the same weights.

The run has all that draws numbers or changes on the way: crops, mirrors, cutout, stochastic depth, averages, a warm-up,
blocks that start at zero, a test of mirror images, and a depth that changes after its second epoch.
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
GOLDEN = ROOT / "tests" / "golden" / "page"
PICTURES = ROOT / "public" / "cifar10"


class Page(unittest.TestCase):
    @unittest.skipUnless((PICTURES / "manifest.json").exists(), "npm run resnet -- prepare makes the pictures.")
    def test_every_epoch_is_the_pages(self):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            for path in [*PROJECT.glob("*.py"), *GOLDEN.iterdir()]:
                shutil.copy(path, folder)
            line = [sys.executable, "train.py", "--data", PICTURES, "--steps"]
            # Also where it stops: within an epoch, and where the depth changes.
            for steps in ("50", "34", "42"):
                environment = {**os.environ, "OMP_NUM_THREADS": "1"}
                subprocess.run([*line, steps], cwd=folder, env=environment, check=True, capture_output=True)
            with safe_open(folder / "out" / "checkpoint.safetensors", "pt") as file:
                epochs = json.loads(file.metadata()["pytorch-run"])["epochs"]
        pages = json.loads((GOLDEN / "epochs.json").read_text())
        self.assertEqual(len(epochs), len(pages))
        for ours, theirs in zip(epochs, pages):
            for key in ("trainLoss", "testLoss", "trainAccuracy", "testAccuracy", "learningRate"):
                self.assertAlmostEqual(ours[key], theirs[key], delta=1e-3, msg=f"{key} of epoch {theirs['epoch']}")


if __name__ == "__main__":
    unittest.main()
