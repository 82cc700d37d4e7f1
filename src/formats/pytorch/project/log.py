"""What a run tells: its line of an epoch, and the tracker that is asked for. Trackers are imported only then."""

from __future__ import annotations

import json
import secrets
from pathlib import Path
from typing import Any, Callable

from storage import RunError, write_whole

PROJECT = "resnet-playground"
LOGGED = "logged.json"

Write = Callable[[dict[str, float], int], None]


def epoch_line(e: dict[str, Any], mirrored: bool = False) -> str:
    width = max(3, len(str(e["epochs"])))
    seconds = int(e["seconds"] + 0.5)
    clock = f"{seconds // 60 % 60:02d}:{seconds % 60:02d}"
    if seconds >= 3600:
        clock = f"{seconds // 3600}:{clock}"
    return (
        f" Epoch [{e['epoch']:{width}d}/{e['epochs']} ]"
        f"  train_loss:{e['trainLoss']:.6f}  train_acc:{100 * e['trainAccuracy']:.2f}%"
        f"  test_loss:{e['testLoss']:.6f}  test_acc:{100 * e['testAccuracy']:.2f}%{' with mirror' if mirrored else ''}"
        f"  \tTime {clock}"
    )


def metrics_of(e: dict[str, Any]) -> dict[str, float]:
    """By the names that ResNet Playground's own event files have."""
    return {
        "epoch": e["epoch"],
        "loss/train": e["trainLoss"],
        "loss/test": e["testLoss"],
        "accuracy/train": e["trainAccuracy"],
        "accuracy/test": e["testAccuracy"],
        "learning_rate": e["learningRate"],
        "images_per_second": e["imagesPerSecond"],
    }


def open_tensorboard(out: Path, _name: str, _config: dict[str, Any]) -> tuple[Write, Callable[[], None]]:
    from torch.utils.tensorboard import SummaryWriter

    writer = SummaryWriter(str(out / "tensorboard"))

    def write(metrics: dict[str, float], step: int) -> None:
        for tag, value in metrics.items():
            writer.add_scalar(tag, value, step)
        writer.flush()

    return write, writer.close


def open_wandb(out: Path, name: str, config: dict[str, Any]) -> tuple[Write, Callable[[], None]]:
    import wandb

    run = wandb.init(project=PROJECT, id=name, name=name, resume="allow", config=config, dir=str(out))
    return lambda metrics, step: run.log(metrics, step=step), run.finish


def open_trackio(_out: Path, name: str, config: dict[str, Any]) -> tuple[Write, Callable[[], None]]:
    import trackio

    trackio.init(project=PROJECT, name=name, resume="allow", config=config)
    return lambda metrics, step: trackio.log(metrics, step=step), trackio.finish


TRACKERS = {"tensorboard": open_tensorboard, "wandb": open_wandb, "trackio": open_trackio}


class Tracker:
    """Of one kind. What it was told already lies in logged.json, so that a run that goes on is one curve there."""

    def __init__(self, kind: str, out: Path, config: dict[str, Any]) -> None:
        out.mkdir(parents=True, exist_ok=True)
        self.file = out / LOGGED
        logged = json.loads(self.file.read_text(encoding="utf-8")) if self.file.exists() else {}
        self.logged = {"name": f"{out.resolve().name}-{secrets.token_hex(4)}", **logged}
        self.kind = kind
        try:
            self.write, self.close = TRACKERS[kind](out, self.logged["name"], config)
        except ImportError as error:
            raise RunError(f"--log {kind} needs a package that is not there ({error}): pip install {kind}.") from error

    def tell(self, epochs: list[dict[str, Any]]) -> None:
        """Tells of all epochs that it was not told of: at first those of the tab."""
        for event in epochs[self.logged.get(self.kind, 0) :]:
            self.write(metrics_of(event), event["step"])
        self.logged[self.kind] = len(epochs)
        write_whole(self.file, json.dumps(self.logged).encode())
