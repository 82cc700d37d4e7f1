"""A whole project, run as its README says: stopped within an epoch, on several processes, and with what it refuses."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from safetensors.torch import load_file, save_file

ROOT = Path(__file__).resolve().parents[4]
PROJECT = ROOT / "src" / "formats" / "pytorch" / "project"
# What the TypeScript tests hold model.py and run.json to, for a network small enough to be trained here.
GOLDEN = ROOT / "tests" / "golden" / "pytorch" / "bottleneck-identity"


def write_shards(folder: Path, train: int, test: int) -> None:
    """Pictures whose brightness tells their class, as shards of one sprite each."""
    manifest = {"format": "resnet-playground-cifar10", "shape": [32, 32, 3], "tiles": {"columns": 1, "rows": train}}
    noise = np.random.default_rng(1)
    for split, count in (("train", train), ("test", test)):
        labels = np.arange(train, dtype=np.uint8) % 10
        pictures = labels[:, None, None, None] * 20 + noise.integers(0, 20, (train, 32, 32, 3))
        Image.fromarray(pictures.reshape(-1, 32, 3).astype(np.uint8)).save(folder / f"{split}.webp", lossless=True)
        labels.tofile(folder / f"{split}.bin")
        shards = [{"file": f"{split}.webp", "images": count}]
        manifest[split] = {"labels": {"file": f"{split}.bin"}, "shards": shards}
    (folder / "manifest.json").write_text(json.dumps(manifest))


class Run(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.project = Path(folder.name)
        for path in [*PROJECT.glob("*.py"), GOLDEN / "model.py"]:
            shutil.copy(path, self.project)
        (self.project / "data").mkdir()
        write_shards(self.project / "data", 72, 40)
        self.start()

    def start(self, **change):
        """A run that never was: the config of the golden file, but short."""
        run = json.loads((GOLDEN / "run.json").read_text())
        run["config"] |= {"trainImages": 72, "testImages": 40, "batchSize": 16, "epochs": 2, **change}
        run |= {"steps": 0, "position": None, "epochs": []}
        (self.project / "run.json").write_text(json.dumps(run))
        code = "import torch; torch.manual_seed(5); from model import ResNet; from safetensors.torch import save_file;"
        code += 'save_file(ResNet().state_dict(), "weights.safetensors", {"steps": "0", "model.width": "4"})'
        self.python("-c", code)

    def python(self, *arguments, code=0):
        environment = {**os.environ, "OMP_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1"}
        line = [sys.executable, *arguments]
        ended = subprocess.run(line, cwd=self.project, env=environment, capture_output=True, text=True, check=False)
        self.assertEqual(ended.returncode, code, ended.stderr)
        return ended

    def train(self, *arguments, code=0):
        return self.python("train.py", *arguments, code=code)

    def tensors(self, folder, name="weights"):
        return load_file(self.project / folder / f"{name}.safetensors")

    def run_of(self, folder):
        return json.loads((self.project / folder / "run.json").read_text())

    def assert_same_run(self, one, other):
        averaged = ("averaged",) if (self.project / one / "averaged.safetensors").exists() else ()
        for name in ("weights", "optimizer", *averaged):
            ours, theirs = self.tensors(one, name), self.tensors(other, name)
            self.assertEqual(ours.keys(), theirs.keys())
            for key, tensor in ours.items():
                self.assertTrue(torch.equal(tensor, theirs[key]), key)
        ours, theirs = self.run_of(one)["epochs"], self.run_of(other)["epochs"]
        for epoch in ours + theirs:
            # By the clock, and so never the same.
            del epoch["seconds"], epoch["imagesPerSecond"]
        self.assertEqual(ours, theirs)

    def test_stopping_in_the_middle_of_an_epoch_changes_nothing(self):
        recipe = {"ema": 0.9, "stochasticDepth": 0.5, "mirrorTest": True}
        for optimizer in ("sgd", "adamw"):
            with self.subTest(optimizer):
                change = {"learningRate": 0.001, **recipe} if optimizer == "adamw" else {}
                self.start(optimizer=optimizer, augment=["crop", "flip", "cutout"], **change)
                whole, parts = f"{optimizer}-whole", f"{optimizer}-parts"
                self.train("--out", whole)
                stopped = self.train("--steps", "7", "--out", parts)
                self.assertIn("Stopped after step 7: go on with", stopped.stderr)
                self.assertEqual(self.run_of(parts)["position"]["epoch"], 1)
                went_on = self.train("--from", parts, "--out", parts)
                self.assertIn("Going on after step 7 of 10, 1 of 2 epochs done.", went_on.stderr)
                self.assert_same_run(whole, parts)
                self.assertEqual(self.run_of(whole)["steps"], 10)
                self.assertIn("best.safetensors", os.listdir(self.project / whole))
                self.assertEqual(optimizer == "adamw", "averaged.safetensors" in os.listdir(self.project / whole))

    def test_it_learns(self):
        self.start(epochs=8, learningRate=0.05)
        self.train("--out", "out")
        epochs = self.run_of("out")["epochs"]
        self.assertLess(epochs[-1]["trainLoss"], epochs[0]["trainLoss"])
        self.assertEqual([epoch["epoch"] for epoch in epochs], list(range(1, 9)))

    def test_two_processes_share_the_batches(self):
        torchrun = ["-m", "torch.distributed.run", "--standalone", "--nproc_per_node=2", "train.py"]
        ended = self.python(*torchrun, "--out", "out")
        self.assertIn("2 process(es)", ended.stderr)
        self.assertEqual(len(ended.stdout.strip().splitlines()), 2)
        self.assertEqual(self.run_of("out")["position"]["step"], 10)

    def test_refusals_are_one_sentence(self):
        self.train("--out", "out")
        self.assertIn("out holds a run", self.train("--out", "out", code=1).stderr)
        done = self.train("--from", "out", "--out", "out", code=1)
        self.assertIn("The run has done all its 2 epochs: give --epochs a higher number.", done.stderr)
        save_file({"x": torch.zeros(1)}, self.project / "weights.safetensors", {"steps": "0"})
        other = self.train("--out", "other", code=1)
        self.assertRegex(other.stderr, r"^train.py: .*weights.safetensors does not fit model.py: ")
        self.assertEqual(len(other.stderr.strip().splitlines()), 1)


if __name__ == "__main__":
    unittest.main()
