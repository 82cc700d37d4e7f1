"""A run on disk. An export is run.json and tensors beside it; what goes on is one checkpoint, which appears whole.

The checkpoint is also one of ResNet Playground's own: its Import, and `resnet --weights`, take it as it is.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save
from torch import nn

from averages import Averages
from frozen import steps_missed

RUN, WEIGHTS, OPTIMIZER, AVERAGED = "run.json", "weights.safetensors", "optimizer.safetensors", "averaged.safetensors"
CHECKPOINT, BEST = "checkpoint.safetensors", "best.safetensors"
AVERAGE = "average."  # before the name of an averaged tensor
# Where a checkpoint's metadata keep the run: as this program reads it, and as ResNet Playground does.
OWN_RUN, PLAYGROUND_RUN = "pytorch-run", "resnet-playground-run"

# What an optimizer remembers of a parameter: PyTorch's name for it and the prefix of its name in the file.
SLOTS = {
    "sgd": {"momentum_buffer": "momentum."},
    "adamw": {"exp_avg": "adam_m.", "exp_avg_sq": "adam_v."},
}
ASIDE = (AVERAGE, *(prefix for slots in SLOTS.values() for prefix in slots.values()))


class RunError(Exception):
    """The message is one sentence for the person at the keyboard."""


@dataclass
class Checkpoint:
    """All that a run goes on from. No generator's state is part of it: draws.py needs none."""

    # config, normalisation, steps, position, epochs; and of what export it is.
    run: dict[str, Any]
    # The network's under its own names; beside them momentum.NAME and the like, and average.NAME.
    tensors: dict[str, torch.Tensor]
    # What the file says of its network.
    texts: dict[str, str]


def read_tensors(path: Path) -> tuple[dict[str, torch.Tensor], dict[str, str]]:
    """Tensors by name, and the texts that lie beside them."""
    try:
        with safe_open(path, framework="pt") as file:
            # An open file is not a dict, although it has keys: it cannot be iterated over.
            return {name: file.get_tensor(name) for name in file.keys()}, file.metadata() or {}  # noqa: SIM118
    except (OSError, SafetensorError) as error:
        raise RunError(f"{path} cannot be read: {error}.") from error


def read_checkpoint(folder: Path) -> Checkpoint | None:
    """What a run left in its folder; None where there is nothing."""
    if not (folder / CHECKPOINT).exists():
        return None
    tensors, texts = read_tensors(folder / CHECKPOINT)
    texts.pop(PLAYGROUND_RUN, None)
    try:
        return Checkpoint(json.loads(texts.pop(OWN_RUN)), tensors, texts)
    except (KeyError, ValueError) as error:
        raise RunError(f"{folder / CHECKPOINT} was not left by train.py: give --out another folder.") from error


def read_export(folder: Path) -> Checkpoint:
    """The run that lies beside train.py."""
    try:
        run = json.loads((folder / RUN).read_text(encoding="utf-8"))
    except OSError as error:
        raise RunError(f"There is no run in {folder}: {RUN} cannot be read.") from error
    except ValueError as error:
        raise RunError(f"{folder / RUN} is not JSON: {error}.") from error
    missing = [key for key in ("config", "normalisation", "epochs", "steps") if key not in run]
    if missing:
        raise RunError(f"{folder / RUN} lacks {', '.join(missing)}: export the run again.")
    tensors, texts = read_tensors(folder / WEIGHTS)
    for name, prefix in ((OPTIMIZER, ""), (AVERAGED, AVERAGE)):
        if (folder / name).exists():
            others, about = read_tensors(folder / name)
            if about.get("steps") != texts.get("steps"):
                raise RunError(f"{name} and {WEIGHTS} in {folder} are of different steps: export again.")
            tensors |= {prefix + key: tensor for key, tensor in others.items()}
    if texts.get("steps") != str(run["steps"]):
        raise RunError(f"{RUN} and {WEIGHTS} in {folder} are of different steps: export again.")
    run["export"] = f"{texts['steps']} {texts.pop('checksum', '')}"
    return Checkpoint(run, tensors, texts)


def restore(
    found: Checkpoint, model: nn.Module, optimizer: torch.optim.Optimizer, averages: Averages, kind: str
) -> bool:
    """Fills all three. False where nothing is there of what the optimizer remembers: it starts empty."""
    tensors = found.tensors
    try:
        model.load_state_dict({name: tensor for name, tensor in tensors.items() if not name.startswith(ASIDE)})
        averages.take({name: tensors.get(AVERAGE + name, tensors[name]) for name in averages.kept})
        slots = {
            parameter: {key: tensors[prefix + name] for key, prefix in SLOTS[kind].items()}
            for name, parameter in model.named_parameters()
            if all(prefix + name in tensors for prefix in SLOTS[kind].values())
        }
        names = {parameter: name for name, parameter in model.named_parameters()}
        for parameter, slot in slots.items():
            optimizer.state[parameter] = {key: tensor.to(parameter.device) for key, tensor in slot.items()}
            if any(tensor.shape != parameter.shape for tensor in slot.values()):
                raise RunError("What the optimizer remembers does not fit model.py: export the run again.")
            if kind == "adamw":
                # Fewer than the run's steps where the optimizer once started empty.
                updates = found.run.get("updates", found.run["steps"])
                own = updates - steps_missed(found.run, names[parameter])
                optimizer.state[parameter]["step"] = torch.tensor(float(own))
    except (KeyError, RuntimeError) as error:
        raise RunError(f"The weights do not fit model.py: {' '.join(str(error).split())}") from error
    return len(slots) > 0


def slots_of(optimizer: torch.optim.Optimizer, kind: str, model: nn.Module) -> dict[str, torch.Tensor]:
    return {
        prefix + name: optimizer.state[parameter][key]
        for name, parameter in model.named_parameters()
        for key, prefix in SLOTS[kind].items()
        if optimizer.state.get(parameter, {}).get(key) is not None
    }


def setting_text(value: Any) -> str:
    """As the settings of ResNet Playground are written in an address."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return f"{value['after']}:{setting_text(value['blocks'])}"
    if isinstance(value, list):
        between = ";" if any(isinstance(item, dict) for item in value) else ","
        return between.join(map(setting_text, value)) or "none"
    return str(value)


def write_whole(path: Path, data: bytes) -> None:
    """A file appears whole or not at all, also where the power fails."""
    aside = path.with_name(path.name + ".part")
    with open(aside, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    os.replace(aside, path)
    if os.name == "posix":
        folder = os.open(path.parent, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)


def file_of(tensors: dict[str, torch.Tensor], texts: dict[str, str]) -> bytes:
    return save({name: tensor.detach().cpu().contiguous() for name, tensor in tensors.items()}, texts)


def snapshot(
    run: dict[str, Any], texts: dict[str, str], model: nn.Module, optimizer: torch.optim.Optimizer, averages: Averages
) -> Checkpoint:
    """What restore takes."""
    counts = [int(state["step"]) for state in optimizer.state.values() if "step" in state]
    tensors = {
        **model.state_dict(),
        **slots_of(optimizer, run["config"]["optimizer"], model),
        **{AVERAGE + name: tensor for name, tensor in averages.kept.items()},
    }
    return Checkpoint({**run, "updates": max(counts)} if counts else run, tensors, texts)


def write_checkpoint(folder: Path, now: Checkpoint, tested: dict[str, torch.Tensor] | None) -> None:
    """The tested weights go first where they are the best: if that is all, the checkpoint before makes them again."""
    folder.mkdir(parents=True, exist_ok=True)
    run, texts = now.run, {**now.texts, "steps": str(now.run["steps"])}
    if tested is not None:
        write_whole(folder / BEST, file_of(tested, texts))
    settings = {key: setting_text(value) for key, value in run["config"].items()}
    playground = {"config": settings, "position": run["position"], "epochs": run["epochs"]}
    if "missed" in run:
        playground["missed"] = run["missed"]
    texts |= {OWN_RUN: json.dumps(run), PLAYGROUND_RUN: json.dumps(playground)}
    write_whole(folder / CHECKPOINT, file_of(now.tensors, texts))
