"""A whole project, run as its README says: interrupted, killed, on several processes and machines; its refusals."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import torch
from PIL import Image
from safetensors import safe_open
from safetensors.torch import load_file, save_file
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

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

    def begin(self, *arguments):
        environment = {**os.environ, "OMP_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1"}
        # Files, as a pipe that nobody reads yet would stop it once it is full.
        told = {
            name: tempfile.TemporaryFile("w+")  # noqa: SIM115
            for name in ("stdout", "stderr")
        }
        for file in told.values():
            self.addCleanup(file.close)
        process = subprocess.Popen([sys.executable, *arguments], cwd=self.project, env=environment, **told)
        self.addCleanup(process.kill)
        process.told = told
        return process

    def told(self, process):
        for file in process.told.values():
            file.seek(0)
        return SimpleNamespace(**{name: file.read() for name, file in process.told.items()})

    def ended(self, process, code=0):
        process.wait(timeout=300)
        told = self.told(process)
        self.assertEqual(process.returncode, code, told.stderr)
        return told

    def python(self, *arguments, code=0):
        return self.ended(self.begin(*arguments), code)

    def train(self, *arguments, code=0):
        return self.python("train.py", *arguments, code=code)

    def tensors(self, folder, name="checkpoint"):
        return load_file(self.project / folder / f"{name}.safetensors")

    def run_of(self, folder):
        with safe_open(self.project / folder / "checkpoint.safetensors", "pt") as file:
            return json.loads(file.metadata()["pytorch-run"])

    def steps_of(self, folder):
        exists = (self.project / folder / "checkpoint.safetensors").exists()
        return self.run_of(folder)["steps"] if exists else 0

    def wait_for(self, true, process):
        until = time.monotonic() + 240
        while not true():
            if process.poll() is not None or time.monotonic() > until:
                self.fail(self.told(process).stderr)
            time.sleep(0.02)

    def assert_same_run(self, one, other):
        for name in ("checkpoint", "best"):
            ours, theirs = self.tensors(one, name), self.tensors(other, name)
            self.assertEqual(ours.keys(), theirs.keys())
            for key, tensor in ours.items():
                self.assertTrue(torch.equal(tensor, theirs[key]), key)
        ours, theirs = self.run_of(one)["epochs"], self.run_of(other)["epochs"]
        for epoch in ours + theirs:
            # By the clock, and so never the same.
            del epoch["seconds"], epoch["imagesPerSecond"]
        self.assertEqual(ours, theirs)

    def test_a_frozen_front_stays_to_the_bit_and_its_missed_steps_are_counted(self):
        self.start(optimizer="adamw", learningRate=0.001, freeze=2, epochs=1)
        before = self.tensors(".", "weights")
        self.train()
        after = self.tensors("out")
        for name, tensor in before.items():
            still = name.startswith(("features.", "layer1."))
            self.assertEqual(torch.equal(tensor, after[name]), still, name)
        steps = self.run_of("out")["steps"]
        self.assertEqual(self.run_of("out")["missed"], [steps, steps])

    def test_stopping_in_the_middle_of_an_epoch_changes_nothing(self):
        recipe = {"ema": 0.9, "stochasticDepth": 0.5, "mirrorTest": True}
        for optimizer in ("sgd", "adamw"):
            with self.subTest(optimizer):
                change = {"learningRate": 0.001, **recipe} if optimizer == "adamw" else {}
                self.start(optimizer=optimizer, augment=["crop", "flip", "cutout"], **change)
                whole, parts = f"{optimizer}-whole", f"{optimizer}-parts"
                self.train("--out", whole)
                stopped = self.train("--steps", "7", "--out", parts)
                self.assertIn("Stopped after step 7: the same command goes on.", stopped.stderr)
                self.assertEqual(self.run_of(parts)["position"]["epoch"], 1)
                went_on = self.train("--out", parts)
                self.assertIn("Going on after step 7 of 10, 1 of 2 epochs done.", went_on.stderr)
                self.assert_same_run(whole, parts)
                self.assertEqual(self.run_of(whole)["steps"], 10)
                averaged = any(name.startswith("average.") for name in self.tensors(whole))
                self.assertEqual(averaged, optimizer == "adamw")
                self.assertIn("All 2 epochs are done", self.train("--out", parts).stderr)

    def test_a_signal_saves_and_the_same_command_goes_on(self):
        self.start(epochs=30)
        self.train("--out", "whole")
        for number in (signal.SIGTERM, signal.SIGINT):
            process = self.begin("train.py", "--out", "stopped")
            before = self.steps_of("stopped")
            self.wait_for(lambda before=before: self.steps_of("stopped") > before + 20, process)
            process.send_signal(number)
            self.assertIn("the same command goes on", self.ended(process, 128 + number).stderr)
        self.train("--out", "stopped")
        self.assert_same_run("whole", "stopped")

    def test_killed_at_any_moment_it_goes_on_to_the_same_end(self):
        self.start(epochs=6)
        self.train("--out", "whole")
        for steps in (1, 11, 23):
            process = self.begin("train.py", "--out", "killed", "--save-every", "0")
            self.wait_for(lambda steps=steps: self.steps_of("killed") >= steps, process)
            process.kill()
            self.ended(process, -signal.SIGKILL)
        self.train("--out", "killed")
        self.assert_same_run("whole", "killed")

    TORCHRUN = ("-m", "torch.distributed.run", "--nproc_per_node=2")

    def test_torchrun_starts_killed_processes_again_to_the_same_end(self):
        self.start(epochs=30)
        self.python(*self.TORCHRUN, "--standalone", "train.py", "--out", "whole")
        command = (*self.TORCHRUN, "--standalone", "--max-restarts=3", "train.py", "--out", "killed")
        process = self.begin(*command, "--save-every", "0")
        for time_of_death, rank in ((20, 0), (60, 1), (100, 0)):
            self.wait_for(lambda steps=time_of_death: self.steps_of("killed") >= steps, process)
            os.kill(self.worker_of(process, rank), signal.SIGKILL)
        told = self.ended(process).stderr
        self.assertEqual(told.count("Going on after step"), 3)
        self.assert_same_run("whole", "killed")

    def worker_of(self, torchrun, rank):
        """The process of a rank, of a machine with /proc."""
        children = Path(f"/proc/{torchrun.pid}/task/{torchrun.pid}/children").read_text().split()
        for child in children:
            if f"LOCAL_RANK={rank}".encode() in Path(f"/proc/{child}/environ").read_bytes().split(b"\0"):
                return int(child)
        return self.fail(f"No process of rank {rank} among {children}.")

    def test_two_machines_meet_and_one_alone_has_the_folder(self):
        self.start(epochs=3)
        self.python(*self.TORCHRUN, "--standalone", "train.py", "--out", "alone")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            place = f"127.0.0.1:{free.getsockname()[1]}"
        meet = ("--nnodes=2", "--nproc_per_node=1", "--rdzv-backend=c10d", f"--rdzv-endpoint={place}", "--rdzv-id=1")

        def together(*arguments):
            command = ("-m", "torch.distributed.run", *meet, "train.py")
            machines = [self.begin(*command, "--out", out, *arguments) for out in ("left", "right")]
            return [self.ended(machine) for machine in machines]

        together("--steps", "7")
        [first] = [out for out in ("left", "right") if self.steps_of(out)]
        self.assertEqual(self.steps_of(first), 7)
        together()
        furthest = max(("left", "right"), key=self.steps_of)
        self.assert_same_run("alone", furthest)

    def test_trackers_are_told_of_the_tab_first_and_of_each_epoch_once(self):
        self.start(epochs=4)
        self.train("--out", "out", "--steps", "10")  # stands for the tab
        self.train("--out", "out", "--steps", "5", "--log", "tensorboard")
        self.train("--out", "out", "--log", "tensorboard")
        reader = EventAccumulator(str(self.project / "out" / "tensorboard"))
        reader.Reload()
        told = [(event.step, event.value) for event in reader.Scalars("loss/test")]
        epochs = self.run_of("out")["epochs"]
        self.assertEqual([step for step, _ in told], [5, 10, 15, 20])
        for (_, value), epoch in zip(told, epochs):
            self.assertAlmostEqual(value, epoch["testLoss"], places=5)

    def test_options_of_faster_machines_run_here_too(self):
        def loss_of_the_first_step(folder, *options):
            self.train("--out", folder, "--steps", "1", *options)
            totals = self.run_of(folder)["position"]["totals"]
            return totals["loss"] / totals["images"]

        plain = loss_of_the_first_step("plain")
        for number, option in enumerate(("--channels-last", "--bf16", "--compile")):
            other = loss_of_the_first_step(f"out{number}", option)
            self.assertAlmostEqual(plain, other, delta=0.02 if option == "--bf16" else 1e-4, msg=option)

    def test_it_learns(self):
        self.start(epochs=8, learningRate=0.05)
        self.train("--out", "out")
        epochs = self.run_of("out")["epochs"]
        self.assertLess(epochs[-1]["trainLoss"], epochs[0]["trainLoss"])
        self.assertEqual([epoch["epoch"] for epoch in epochs], list(range(1, 9)))

    def test_two_processes_share_the_batches(self):
        ended = self.python(*self.TORCHRUN, "--standalone", "train.py", "--out", "out")
        self.assertIn("2 process(es)", ended.stderr)
        self.assertEqual(len(ended.stdout.strip().splitlines()), 2)
        self.assertEqual(self.run_of("out")["position"]["step"], 10)

    def test_refusals_are_one_sentence(self):
        self.train("--out", "out")
        save_file({"x": torch.zeros(1)}, self.project / "weights.safetensors", {"steps": "0"})
        other = self.train("--out", "other", code=1)
        self.assertRegex(other.stderr, r"^train.py: The weights do not fit model.py: ")
        self.assertEqual(len(other.stderr.strip().splitlines()), 1)
        run = json.loads((self.project / "run.json").read_text())
        (self.project / "run.json").write_text(json.dumps({**run, "steps": 5}))
        save_file({"x": torch.zeros(1)}, self.project / "weights.safetensors", {"steps": "5"})
        self.assertIn("out holds a run of another export", self.train("--out", "out", code=1).stderr)


if __name__ == "__main__":
    unittest.main()
