"""Goes on with the run in this folder: python train.py, or torchrun --nproc_per_node=N train.py on N GPUs.

The same command goes on with what it left after a crash, a preemption or Ctrl-C.
"""

from __future__ import annotations

import argparse
import math
import sys
import time

import torch
import torch.nn.functional as F
from torch.nn.parallel import DistributedDataParallel

from averages import Averages
from branches import Branches
from dataset import load
from depth import changed_depth
from draws import epoch_order, picture_draws
from frozen import Frozen
from log import Tracker, epoch_line
from model import Block, ResNet
from norms import take_single_values
from optimizer import make_optimizer, schedule_factor
from options import read_options
from pictures import DataError, Normalise, Pictures, augment
from processes import Processes
from steps import batch_size, schedule_step, steps_before, steps_of
from stopping import Stop
from storage import (
    Checkpoint,
    RunError,
    read_checkpoint,
    read_export,
    restore,
    setting_text,
    snapshot,
    write_checkpoint,
)

EVALUATION_BATCH = 500
AGREE_EVERY = 10  # steps after which several processes ask one another whether to save and to stop
NO_TOTALS = {"loss": 0.0, "correct": 0, "images": 0}
START = {"step": 0, "epoch": 0, "totals": NO_TOTALS, "seconds": 0.0, "trainSeconds": 0.0}


def find_run(options: argparse.Namespace, processes: Processes) -> Checkpoint:
    """What lies in --out goes on. Where nothing does, a run begins with --from."""
    start = read_checkpoint(options.start) or read_export(options.start)
    left = read_checkpoint(options.out)
    left = processes.furthest(left, left.run["steps"] if left else -1)
    if left is None:
        return start
    if left.run["export"] != start.run["export"]:
        raise RunError(f"{options.out} holds a run of another export than {options.start}: choose another --out.")
    return left


class Trainer:
    """Read run first: an epoch is as many steps as it has batches, then one evaluation."""

    def __init__(self, options: argparse.Namespace, found: Checkpoint, processes: Processes) -> None:
        self.options, self.processes, self.stop = options, processes, Stop()
        self.run_state, self.texts = found.run, found.texts
        run = self.run_state
        self.config = config = run["config"]
        self.position = {**START, **(run.get("position") or {})}
        if run.get("position") is None:
            run["steps"] = 0
        self.take_options()
        self.total_steps = steps_before(config, config["epochs"])

        self.build(found)
        self.normalise = Normalise(**run["normalisation"], device=processes.device)
        self.train, self.test = self.load_pictures()
        # Sums over the steps since the last count: loss, right answers, pictures. Apple's GPUs have no float64.
        wide = torch.float32 if processes.device.type == "mps" else torch.float64
        self.sums = torch.zeros(3, dtype=wide, device=processes.device)
        self.tracker = Tracker(options.log, options.out, config) if options.log and processes.first else None

    def build(self, found: Checkpoint) -> None:
        """The network and all that follows its weights, as a checkpoint has them."""
        options, processes, config, device = self.options, self.processes, self.config, self.processes.device
        model = ResNet(config["blocks"])
        take_single_values(model)
        model.to(device, memory_format=torch.channels_last if options.channels_last else torch.preserve_format)
        if processes.world > 1 and processes.cuda and not options.no_sync_bn:
            model = torch.nn.SyncBatchNorm.convert_sync_batchnorm(model)
        self.model = model
        # Runs that know nothing of these settings have neither.
        self.averages = Averages(model, config.get("ema", 0.0))
        self.branches = Branches([m for m in model.modules() if isinstance(m, Block)], config, device)
        self.frozen = Frozen(model, config)
        self.optimizer = make_optimizer(config, model)
        self.remembers = restore(found, model, self.optimizer, self.averages, config["optimizer"])
        if not self.remembers:
            self.run_state.pop("missed", None)
        self.parallel: torch.nn.Module = torch.compile(model) if options.compile else model
        if processes.world > 1:
            self.parallel = DistributedDataParallel(self.parallel, [device.index] if processes.cuda else None)

    def snapshot(self) -> Checkpoint:
        return snapshot(self.run_state, self.texts, self.model, self.optimizer, self.averages)

    def keep_to_schedule(self) -> None:
        """Before the first step of an epoch the network takes the depth that the run has from there on."""
        config, epoch = self.config, self.position["epoch"]
        blocks = {change["after"]: change["blocks"] for change in config.get("depthAt", [])}.get(epoch)
        if blocks in (None, config["blocks"]) or self.position["step"] > steps_before(config, epoch):
            return
        now = self.snapshot()
        after = ResNet(blocks).state_dict()
        now.tensors = changed_depth(now.tensors, after, blocks, config["seed"], self.run_state["steps"])
        config["blocks"] = self.run_state["model"]["blocks"] = blocks
        self.texts["model.blocks"] = setting_text(blocks)
        self.build(now)
        self.processes.tell(f"From here on the stages have {', '.join(map(str, blocks))} blocks.")

    def take_options(self) -> None:
        """What the command line changes of the run, and what has to follow."""
        config, options = self.config, self.options
        if options.batch_size not in (None, config["batchSize"]):
            config["batchSize"] = options.batch_size
            # Steps mean something else now: the epoch under way begins anew.
            start = steps_before(config, self.position["epoch"])
            self.position = {**START, "step": start, "epoch": self.position["epoch"]}
        config["epochs"] = options.epochs or config["epochs"]
        if options.learning_rate is not None:
            config["learningRate"] = options.learning_rate

    def load_pictures(self) -> tuple[Pictures, Pictures]:
        """The first process may download, then the first of every other machine; the rest finds what they left."""
        processes = self.processes
        turn = 0 if processes.first else 1 if processes.local == 0 else 2
        for now in range(3):
            if now == turn:
                train, test = load(self.options.data, self.run_state, download=turn < 2)
            processes.wait()
        return train.to(processes.device), test.to(processes.device)

    def say_start(self) -> None:
        position, tell = self.position, self.processes.tell
        if self.run_state.get("position") is None:
            tell("No run belongs to these weights: a new one starts from them.")
        else:
            tell(
                f"Going on after step {position['step']} of {self.total_steps}, {position['epoch']} of"
                f" {self.config['epochs']} epochs done."
            )
        needs_memory = self.config["optimizer"] == "adamw" or self.config["momentum"] > 0
        if needs_memory and self.run_state["steps"] > 0 and not self.remembers:
            tell("There is no optimizer.safetensors: only the weights go on, the optimizer starts empty.")
        tell(f"On {self.processes.device.type}, {self.processes.world} process(es).")
        if self.run_state["epochs"]:
            tell(epoch_line(self.run_state["epochs"][-1], self.config.get("mirrorTest", False)))

    def as_input(self, images: torch.Tensor) -> torch.Tensor:
        return images.contiguous(memory_format=torch.channels_last) if self.options.channels_last else images

    def autocast(self) -> torch.autocast:
        return torch.autocast(self.processes.device.type, dtype=torch.bfloat16, enabled=self.options.bf16)

    def one_step(self, batch: torch.Tensor, draws: torch.Tensor, index: int) -> None:
        """One optimizer step on picture numbers [N], the step of this index in its epoch."""
        device, config = self.processes.device, self.config
        mine = self.processes.share(batch)
        # Fewer pictures than processes: those left over take part with a picture that does not count.
        counts = len(mine) > 0
        if not counts:
            mine = batch[:1]
        numbers = mine.to(device)
        images = augment(self.train.images[numbers], draws[mine], config["augment"], self.normalise)
        labels = self.train.labels[numbers]

        self.branches.draw(self.position["epoch"], index)
        with self.autocast():
            logits = self.parallel(self.as_input(images))
        loss = F.cross_entropy(logits.float(), labels, label_smoothing=config["labelSmoothing"], reduction="sum")
        loss = loss * counts
        # Processes average their gradients; shares may differ in size, so each divides by the whole batch.
        self.optimizer.zero_grad(set_to_none=True)
        (loss * self.processes.world / len(batch)).backward()
        rate = self.rate_of(self.position["step"])
        for group in self.optimizer.param_groups:
            group["lr"] = rate
        self.optimizer.step()
        self.run_state["steps"] += 1
        self.frozen.count(self.run_state)
        self.averages.follow(self.run_state["steps"])
        self.position["step"] += 1
        correct = (logits.argmax(1) == labels).sum() * counts
        self.sums += torch.stack([loss.detach(), correct, correct.new_tensor(len(mine) * counts)]).to(self.sums)

    def rate_of(self, step: int) -> float:
        config = self.config
        total = config["epochs"] * steps_of(config, 0)
        return config["learningRate"] * schedule_factor(config, schedule_step(config, step), total)

    def count(self) -> tuple[float, float, float]:
        """Adds what the steps since the last count came to, in all processes, to the sums of the epoch."""
        loss, correct, images = self.processes.sum(self.sums)
        self.sums.zero_()
        if not math.isfinite(loss):
            rate = self.config["learningRate"] / 10
            raise RunError(
                f"The loss stopped being a finite number before step {self.position['step']}: go on from the last"
                f" checkpoint with --learning-rate {rate:g}."
            )
        before = self.position["totals"]
        self.position["totals"] = {
            "loss": before["loss"] + loss,
            "correct": before["correct"] + round(correct),
            "images": before["images"] + round(images),
        }
        return loss, correct, images

    def report(self) -> None:
        loss, correct, images = self.count()
        images = max(images, 1)
        self.processes.tell(
            f"step {self.position['step']} of {self.total_steps}"
            f"  loss {loss / images:.4f}  accuracy {100 * correct / images:.1f} %"
        )

    def spend(self) -> None:
        """Adds the seconds since it was last called to those of the epoch."""
        now = time.perf_counter()
        self.position["seconds"] += now - self.clock
        self.clock = now

    def train_epoch(self, last: int) -> bool:
        """From where the run is to the end of its epoch. False where it is to stop before, or before the evaluation."""
        epoch, size = self.position["epoch"], batch_size(self.config, self.position["epoch"])
        order = torch.tensor(epoch_order(len(self.train), self.config["seed"], epoch))
        draws = torch.from_numpy(picture_draws(len(self.train), self.train.size, self.config["seed"], epoch))
        first, end = steps_before(self.config, epoch), steps_before(self.config, epoch + 1)
        self.parallel.train()
        self.frozen.hold()
        for index in range(self.position["step"] - first, end - first):
            self.one_step(order[index * size : (index + 1) * size], draws, index)
            step = self.position["step"]
            if step % self.options.log_every == 0 or step == end:
                self.report()
            if self.processes.world == 1 or step % AGREE_EVERY == 0 or step in (end, last):
                late = time.perf_counter() - self.saved >= self.options.save_every
                stop, late = self.processes.any(self.stop.asked or step == last < end, late)
                if stop or late:
                    self.count()
                    self.spend()
                    self.save()
                if stop:
                    return False
        self.spend()
        self.position["trainSeconds"] = self.position["seconds"]
        return True

    @torch.no_grad()
    def evaluate(self) -> tuple[float, float]:
        """Loss and accuracy on the test pictures, in float32 and with running statistics."""
        self.processes.same_buffers(self.model)
        self.model.eval()
        mirror = self.config.get("mirrorTest", False)
        sums = torch.zeros_like(self.sums[:2])
        mine = self.processes.share(torch.arange(len(self.test), device=self.processes.device))
        with self.averages.in_place():
            for numbers in mine.split(EVALUATION_BATCH):
                images = self.as_input(self.normalise(self.test.images[numbers]))
                logits = self.model(images)
                if mirror:
                    logits = (logits + self.model(images.flip(3))) / 2
                labels = self.test.labels[numbers]
                sums[0] += F.cross_entropy(logits, labels, reduction="sum")
                sums[1] += (logits.argmax(1) == labels).sum()
        loss, correct = self.processes.sum(sums)
        return loss / len(self.test), correct / len(self.test)

    def save(self, best: bool = False) -> None:
        """Keeps the run as it is between two steps."""
        self.run_state["position"] = self.position
        if self.processes.first:
            write_checkpoint(self.options.out, self.snapshot(), self.averages.state_dict() if best else None)
        self.saved = time.perf_counter()

    def end_epoch(self) -> None:
        """Evaluates, prints the line and keeps the run."""
        totals, config, epochs = self.position["totals"], self.config, self.run_state["epochs"]
        test_loss, test_accuracy = self.evaluate()
        self.spend()
        event = {
            "type": "epoch",
            "epoch": self.position["epoch"] + 1,
            "epochs": config["epochs"],
            "step": self.position["step"],
            "trainLoss": totals["loss"] / totals["images"],
            "trainAccuracy": totals["correct"] / totals["images"],
            "testLoss": test_loss,
            "testAccuracy": test_accuracy,
            "learningRate": self.rate_of(self.position["step"] - 1),
            "seconds": self.position["seconds"],
            "imagesPerSecond": totals["images"] / max(self.position["trainSeconds"], 1e-6),
        }
        if self.processes.first:
            print(epoch_line(event, config.get("mirrorTest", False)), flush=True)
        best = all(e["testAccuracy"] < test_accuracy for e in epochs)
        epochs.append(event)
        self.position = {**START, "step": event["step"], "epoch": event["epoch"]}
        self.save(best)
        # Last of all: what is told of an epoch can then not be taken back by a crash.
        if self.tracker:
            self.tracker.tell(epochs)

    def run(self) -> int:
        """The exit code: 0 where all is done, or all that --steps asked for."""
        last = self.position["step"] + (self.options.steps or self.total_steps)
        if self.tracker:
            self.tracker.tell(self.run_state["epochs"])
        self.saved = self.clock = time.perf_counter()
        while self.position["epoch"] < self.config["epochs"] and self.position["step"] < last:
            self.keep_to_schedule()
            if not self.train_epoch(last):
                break
            self.end_epoch()
        if self.tracker:
            self.tracker.close()
        if self.position["epoch"] >= self.config["epochs"]:
            self.processes.tell(f"All {self.config['epochs']} epochs are done: more of them by --epochs.")
            return 0
        self.processes.tell(f"Stopped after step {self.position['step']}: the same command goes on.")
        return 0 if self.position["step"] >= last else self.stop.exit_code


def main() -> int:
    options = read_options(str(__doc__))
    processes = None
    try:
        processes = Processes(options.device)
        trainer = Trainer(options, find_run(options, processes), processes)
        trainer.say_start()
        return trainer.run()
    except (RunError, DataError) as error:
        if processes is None or processes.first:
            print(f"train.py: {error}", file=sys.stderr)
        return 1
    finally:
        if processes:
            processes.end()


if __name__ == "__main__":
    sys.exit(main())
