"""The command line of train.py."""

from __future__ import annotations

import argparse
import math
from pathlib import Path

from log import TRACKERS

HERE = Path(__file__).resolve().parent


def count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"it must be a whole number from 1 on, but it is {text!r}")
    return int(text)


def amount(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not 0 <= value < math.inf:
        raise argparse.ArgumentTypeError(f"it must be a number from 0 on, but it is {text!r}")
    return value


def read_options(about: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=about)
    add = parser.add_argument
    add(
        "--data",
        type=Path,
        default=HERE / "data",
        metavar="PLACE",
        help="torchvision's CIFAR-10 folder, downloaded to if it is empty (default: data), or the"
        " public/cifar10 folder of ResNet Playground, which needs no network; of a run on your own pictures the zip"
        " that ResNet Playground exports, or its folder (default: data or data.zip)",
    )
    add(
        "--out",
        type=Path,
        default=HERE / "out",
        metavar="DIR",
        help="where the run is saved; a run that lies there goes on (default: out)",
    )
    add(
        "--from",
        dest="start",
        type=Path,
        default=HERE,
        metavar="DIR",
        help="the export, or the --out of another call, that a new --out begins with (default: this project)",
    )
    add("--epochs", type=count, metavar="N", help="of the whole run, those done included (default: as the run says)")
    add("--steps", type=count, metavar="N", help="stop N steps from now (default: train to the end)")
    add("--batch-size", type=count, metavar="N", help="of all processes together (default: as the run says)")
    add("--learning-rate", type=amount, metavar="X", help="highest one of the schedule (default: as the run says)")
    add(
        "--save-every",
        type=amount,
        default=120,
        metavar="SECONDS",
        help="save within an epoch too, after so long; 0: after every step (default: 120)",
    )
    add("--log", choices=TRACKERS, help="tell a tracker of every epoch, at first of those that were done in the tab")
    add("--log-every", type=count, default=50, metavar="N", help="steps between two lines on stderr (default: 50)")
    add("--device", choices=("cuda", "mps", "cpu"), help="default: the first of these that is there")
    add("--bf16", action="store_true", help="compute in bfloat16 where that is safe")
    add("--channels-last", action="store_true", help="lay pictures out by pixel: faster convolutions on newer GPUs")
    add("--compile", action="store_true", help="let torch.compile fuse the network; the first steps take a minute")
    add("--no-sync-bn", action="store_true", help="on several GPUs, let each normalise by its own share of the batch")
    return parser.parse_args()
