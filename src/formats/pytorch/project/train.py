"""Goes on with the run in this folder: python train.py, or torchrun --nproc_per_node=N train.py on N GPUs."""

from __future__ import annotations

import argparse
import math
import os
import sys
import time
from pathlib import Path
from typing import Any

import torch
import torch.distributed as dist
import torch.nn.functional as F
from torch.nn.parallel import DistributedDataParallel

from averages import Averages
from branches import Branches
from cifar10 import DataError, Normalise, Pictures, augment, epoch_order, load
from model import Block, ResNet
from norms import take_single_values
from optimizer import make_optimizer, schedule_factor
from processes import Processes
from storage import RUN, RunError, load_averages, load_optimizer, load_weights, read_run, save_run

HERE = Path(__file__).resolve().parent
EVALUATION_BATCH = 500
NO_TOTALS = {"loss": 0.0, "correct": 0, "images": 0}


def read_options() -> argparse.Namespace:
    def count(text: str) -> int:
        if not text.isdecimal() or int(text) < 1:
            raise argparse.ArgumentTypeError(f"it must be a whole number from 1 on, but it is {text!r}")
        return int(text)

    def rate(text: str) -> float:
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        if not 0 <= value < math.inf:
            raise argparse.ArgumentTypeError(f"it must be a number from 0 on, but it is {text!r}")
        return value

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--data",
        type=Path,
        default=HERE / "data",
        metavar="DIR",
        help="torchvision's CIFAR-10 folder, downloaded to if it is empty (default: data); or the"
        " public/cifar10 folder of ResNet Playground, which needs no network",
    )
    parser.add_argument(
        "--from",
        dest="start",
        type=Path,
        default=HERE,
        metavar="DIR",
        help="the run to go on with: what --out left (default: the run of this project)",
    )
    parser.add_argument(
        "--out",
        type=Path,
        default=HERE / "out",
        metavar="DIR",
        help="where the run is kept after every epoch; may be the folder of --from (default: out)",
    )
    parser.add_argument(
        "--epochs",
        type=count,
        metavar="N",
        help="epochs of the whole run, those done included (default: as the run says)",
    )
    parser.add_argument("--steps", type=count, metavar="N", help="stop N steps from now (default: train to the end)")
    parser.add_argument(
        "--batch-size",
        type=count,
        metavar="N",
        help="pictures a step, of all processes together (default: as the run says)",
    )
    parser.add_argument(
        "--learning-rate",
        type=rate,
        metavar="X",
        help="highest learning rate of the schedule (default: as the run says)",
    )
    parser.add_argument("--amp", action="store_true", help="compute in bfloat16 where that is safe")
    parser.add_argument(
        "--no-sync-bn", action="store_true", help="on several GPUs, let each normalise by its own share of the batch"
    )
    parser.add_argument(
        "--log-every", type=count, default=50, metavar="N", help="steps between two lines on stderr (default: 50)"
    )
    return parser.parse_args()


def epoch_line(e: dict[str, Any]) -> str:
    width = max(3, len(str(e["epochs"])))
    seconds = int(e["seconds"] + 0.5)
    clock = f"{seconds // 60 % 60:02d}:{seconds % 60:02d}"
    if seconds >= 3600:
        clock = f"{seconds // 3600}:{clock}"
    return (
        f" Epoch [{e['epoch']:{width}d}/{e['epochs']} ]"
        f"  train_loss:{e['trainLoss']:.6f}  train_acc:{100 * e['trainAccuracy']:.2f}%"
        f"  test_loss:{e['testLoss']:.6f}  test_acc:{100 * e['testAccuracy']:.2f}%  \tTime {clock}"
    )


class Trainer:
    """Read run first: an epoch is as many steps as it has batches, then one evaluation."""

    def __init__(self, options: argparse.Namespace, run: dict[str, Any], processes: Processes) -> None:
        self.options, self.run_state, self.processes = options, run, processes
        self.config = config = run["config"]
        self.position = run.get("position") or {"step": 0, "epoch": 0, "totals": NO_TOTALS, "seconds": 0.0}
        self.per_epoch = math.ceil(config["trainImages"] / config["batchSize"])
        if options.batch_size not in (None, config["batchSize"]):
            config["batchSize"] = options.batch_size
            self.per_epoch = math.ceil(config["trainImages"] / config["batchSize"])
            # Steps mean something else now: the epoch under way begins anew.
            start = self.position["epoch"] * self.per_epoch
            self.position = {**self.position, "step": start, "totals": NO_TOTALS, "seconds": 0.0}
        config["epochs"] = options.epochs or config["epochs"]
        if options.learning_rate is not None:
            config["learningRate"] = options.learning_rate
        self.total_steps = self.per_epoch * config["epochs"]
        if self.position["epoch"] >= config["epochs"]:
            raise RunError(f"The run has done all its {config['epochs']} epochs: give --epochs a higher number.")

        model = ResNet()
        # What the file says of its network; handed on, so that ResNet Playground reads it back.
        self.metadata = load_weights(model, options.start)
        self.steps = run["steps"]
        if self.metadata.get("steps") != str(self.steps):
            raise RunError(f"{RUN} and weights.safetensors in {options.start} are of different steps: export again.")
        if run.get("position") is None:
            self.steps = 0
        take_single_values(model)
        model.to(processes.device)
        if processes.world > 1 and processes.cuda and not options.no_sync_bn:
            model = torch.nn.SyncBatchNorm.convert_sync_batchnorm(model)
        self.model = model
        # Runs that know nothing of these settings have neither.
        self.averages = Averages(model, config.get("ema", 0.0))
        load_averages(self.averages, options.start, self.steps)
        self.branches = Branches(model, [m for m in model.modules() if isinstance(m, Block)], config)
        self.optimizer = make_optimizer(config, model)
        self.remembers = load_optimizer(self.optimizer, config["optimizer"], model, options.start, self.steps)
        self.parallel: torch.nn.Module = model
        if processes.world > 1:
            self.parallel = DistributedDataParallel(model, [processes.device.index] if processes.cuda else None)
        self.normalise = Normalise(**run["normalisation"], device=processes.device)
        self.train, self.test = self.load_pictures()

    def load_pictures(self) -> tuple[Pictures, Pictures]:
        """The first process on each machine may download; the others find what it left."""
        here_first = int(os.environ.get("LOCAL_RANK", "0")) == 0
        if not here_first:
            self.processes.wait()
        folder, config = self.options.data, self.config
        train = load(folder, "train", config["trainImages"], download=here_first)
        test = load(folder, "test", config["testImages"], download=here_first)
        if here_first:
            self.processes.wait()
        return train.to(self.processes.device), test.to(self.processes.device)

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
        if needs_memory and self.steps > 0 and not self.remembers:
            tell("There is no optimizer.safetensors: only the weights go on, the optimizer starts empty.")
        tell(f"On {self.processes.device.type}, {self.processes.world} process(es).")
        if self.run_state["epochs"]:
            tell(epoch_line(self.run_state["epochs"][-1]))

    def one_step(self, batch: torch.Tensor, draws: torch.Tensor) -> torch.Tensor:
        """One optimizer step on picture numbers [N]. Returns loss sum, right answers and pictures of this process."""
        device, config = self.processes.device, self.config
        mine = self.processes.share(batch)
        # Fewer pictures than processes: those left over take part with a picture that does not count.
        counts = len(mine) > 0
        if not counts:
            mine = batch[:1]
        numbers = mine.to(device)
        images = augment(self.train.images[numbers], draws[mine], config["augment"], self.normalise)
        labels = self.train.labels[numbers]

        self.branches.draw(self.position["step"])
        with torch.autocast(device.type, dtype=torch.bfloat16, enabled=self.options.amp):
            logits = self.parallel(images)
        loss = F.cross_entropy(logits.float(), labels, label_smoothing=config["labelSmoothing"], reduction="sum")
        loss = loss * counts
        # Processes average their gradients; shares may differ in size, so each divides by the whole batch.
        self.optimizer.zero_grad(set_to_none=True)
        (loss * self.processes.world / len(batch)).backward()
        rate = config["learningRate"] * schedule_factor(config, self.position["step"], self.total_steps)
        for group in self.optimizer.param_groups:
            group["lr"] = rate
        self.optimizer.step()
        self.steps += 1
        self.averages.follow(self.steps)
        self.position["step"] += 1
        correct = (logits.argmax(1) == labels).sum() * counts
        return torch.stack([loss.detach().double(), correct.double(), correct.new_tensor(len(mine) * counts).double()])

    def train_epoch(self, order: torch.Tensor, draws: torch.Tensor, steps: int) -> dict[str, float]:
        """The given number of steps from where the run is. Returns the sums of the whole epoch so far."""
        config, before = self.config, self.position["totals"]
        sums = torch.zeros(3, dtype=torch.float64, device=self.processes.device)
        shown = torch.zeros_like(sums)
        self.parallel.train()
        for done in range(1, steps + 1):
            start = (self.position["step"] - self.position["epoch"] * self.per_epoch) * config["batchSize"]
            sums += self.one_step(order[start : start + config["batchSize"]], draws)
            if done % self.options.log_every == 0 or done == steps:
                loss, correct, images = self.processes.sum(sums - shown)
                shown = sums.clone()
                if not math.isfinite(loss):
                    raise RunError(
                        f"The loss stopped being a finite number before step {self.position['step']}: go on from the"
                        f" last epoch with --learning-rate {config['learningRate'] / 10:g}."
                    )
                self.processes.tell(
                    f"step {self.position['step']} of {self.total_steps}"
                    f"  loss {loss / images:.4f}  accuracy {100 * correct / images:.1f} %"
                )
        loss, correct, images = self.processes.sum(sums)
        return {
            "loss": before["loss"] + loss,
            "correct": before["correct"] + round(correct),
            "images": before["images"] + round(images),
        }

    @torch.no_grad()
    def evaluate(self) -> tuple[float, float]:
        """Loss and accuracy on the test pictures, in float32 and with running statistics."""
        self.processes.same_buffers(self.model)
        self.model.eval()
        mirror = self.config.get("mirrorTest", False)
        sums = torch.zeros(2, dtype=torch.float64, device=self.processes.device)
        mine = self.processes.share(torch.arange(len(self.test), device=self.processes.device))
        with self.averages.in_place():
            for numbers in mine.split(EVALUATION_BATCH):
                images = self.normalise(self.test.images[numbers])
                logits = self.model(images)
                if mirror:
                    logits = (logits + self.model(images.flip(3))) / 2
                labels = self.test.labels[numbers]
                sums[0] += F.cross_entropy(logits, labels, reduction="sum").double()
                sums[1] += (logits.argmax(1) == labels).sum()
        loss, correct = self.processes.sum(sums)
        return loss / len(self.test), correct / len(self.test)

    def save(self, best: bool = False) -> None:
        self.run_state["position"], self.run_state["steps"] = self.position, self.steps
        if self.processes.first:
            save_run(
                self.options.out,
                self.run_state,
                self.model,
                self.optimizer,
                self.averages,
                self.metadata,
                self.steps,
                best,
            )

    def end_epoch(self, started: float, spent: float) -> None:
        """Evaluates, prints the line and keeps the run."""
        totals = self.position["totals"]
        test_loss, test_accuracy = self.evaluate()
        seconds = self.position["seconds"] + time.perf_counter() - started
        rate = self.config["learningRate"] * schedule_factor(self.config, self.position["step"] - 1, self.total_steps)
        event = {
            "type": "epoch",
            "epoch": self.position["epoch"] + 1,
            "epochs": self.config["epochs"],
            "step": self.position["step"],
            "trainLoss": totals["loss"] / totals["images"],
            "trainAccuracy": totals["correct"] / totals["images"],
            "testLoss": test_loss,
            "testAccuracy": test_accuracy,
            "learningRate": rate,
            "seconds": seconds,
            "imagesPerSecond": totals["images"] / max(spent, 1e-6),
        }
        if self.processes.first:
            print(epoch_line(event), flush=True)
        epochs = self.run_state["epochs"]
        best = all(e["testAccuracy"] < test_accuracy for e in epochs)
        epochs.append(event)
        self.position = {"step": event["step"], "epoch": event["epoch"], "totals": NO_TOTALS, "seconds": 0.0}
        self.save(best)

    def run(self) -> None:
        left = self.options.steps or self.total_steps
        while self.position["epoch"] < self.config["epochs"]:
            started = time.perf_counter()
            order, draws = epoch_order(len(self.train), self.train.size, self.config["seed"], self.position["epoch"])
            to_end = (self.position["epoch"] + 1) * self.per_epoch - self.position["step"]
            steps = min(left, to_end)
            self.position["totals"] = self.train_epoch(order, draws, steps)
            spent = self.position["seconds"] + time.perf_counter() - started
            left -= steps
            if steps == to_end:
                self.end_epoch(started, spent)
            else:
                self.position["seconds"] = spent
                self.save()
            if left == 0 and self.position["epoch"] < self.config["epochs"]:
                out = self.options.out
                self.processes.tell(f"Stopped after step {self.position['step']}: go on with --from {out} --out {out}.")
                return


def main() -> None:
    options = read_options()
    processes = None
    try:
        if options.out.resolve() != options.start.resolve() and (options.out / RUN).exists():
            raise RunError(
                f"{options.out} holds a run: go on with it by --from {options.out}, or choose another --out."
            )
        processes = Processes()
        trainer = Trainer(options, read_run(options.start), processes)
        trainer.say_start()
        trainer.run()
    except (RunError, DataError) as error:
        if processes is None or processes.first:
            print(f"train.py: {error}", file=sys.stderr)
        sys.exit(1)
    finally:
        if dist.is_initialized():
            dist.destroy_process_group()


if __name__ == "__main__":
    main()
