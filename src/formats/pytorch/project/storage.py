"""A run on disk: run.json (settings and position), weights, what the optimizer remembers, and averaged weights."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import nn

from averages import Averages

RUN, WEIGHTS, OPTIMIZER, BEST = "run.json", "weights.safetensors", "optimizer.safetensors", "best.safetensors"
AVERAGED = "averaged.safetensors"

# What an optimizer remembers of a parameter: PyTorch's name for it and the prefix of its name in the file.
SLOTS = {
    "sgd": {"momentum_buffer": "momentum."},
    "adamw": {"exp_avg": "adam_m.", "exp_avg_sq": "adam_v."},
}


class RunError(Exception):
    """The message is one sentence for the person at the keyboard."""


def read_run(folder: Path) -> dict[str, Any]:
    try:
        run = json.loads((folder / RUN).read_text(encoding="utf-8"))
    except OSError as error:
        raise RunError(f"There is no run in {folder}: {RUN} cannot be read.") from error
    except ValueError as error:
        raise RunError(f"{folder / RUN} is not JSON: {error}.") from error
    missing = [key for key in ("config", "normalisation", "epochs", "steps") if key not in run]
    if missing:
        raise RunError(f"{folder / RUN} lacks {', '.join(missing)}: export the run again.")
    return run


def read_tensors(path: Path) -> tuple[dict[str, torch.Tensor], dict[str, str]]:
    """Tensors by name, and the texts that lie beside them."""
    try:
        with safe_open(path, framework="pt") as file:
            # An open file is not a dict, although it has keys: it cannot be iterated over.
            return {name: file.get_tensor(name) for name in file.keys()}, file.metadata() or {}  # noqa: SIM118
    except (OSError, SafetensorError) as error:
        raise RunError(f"{path} cannot be read: {error}.") from error


def load_weights(model: nn.Module, folder: Path) -> dict[str, str]:
    """Fills the network and returns the metadata of the file, which save_run hands on."""
    tensors, metadata = read_tensors(folder / WEIGHTS)
    try:
        model.load_state_dict(tensors)
    except RuntimeError as error:
        raise RunError(f"{folder / WEIGHTS} does not fit model.py: {' '.join(str(error).split())}") from error
    # The sum of the tensors as they were: what is saved next holds others.
    return {key: text for key, text in metadata.items() if key != "checksum"}


def load_optimizer(optimizer: torch.optim.Optimizer, kind: str, model: nn.Module, folder: Path, steps: int) -> bool:
    """Gives the optimizer its memory back. False where there is no file: then it starts with none."""
    if not (folder / OPTIMIZER).exists():
        return False
    tensors, metadata = read_tensors(folder / OPTIMIZER)
    if metadata.get("steps") != str(steps):
        raise RunError(
            f"{OPTIMIZER} in {folder} is of step {metadata.get('steps')}, {WEIGHTS} of step {steps}: they are not of"
            f" one moment; remove {OPTIMIZER} to start with an empty optimizer."
        )
    for name, parameter in model.named_parameters():
        try:
            slots = {key: tensors[prefix + name] for key, prefix in SLOTS[kind].items()}
        except KeyError as error:
            raise RunError(f"{OPTIMIZER} in {folder} lacks {error}: it is not of this run's {kind}.") from error
        if any(slot.shape != parameter.shape for slot in slots.values()):
            raise RunError(f"{OPTIMIZER} in {folder} does not fit model.py: the shape of {name} differs.")
        optimizer.state[parameter] = {key: slot.to(parameter.device) for key, slot in slots.items()}
        if kind == "adamw":
            # Fewer than the run's steps where the optimizer once started empty.
            optimizer.state[parameter]["step"] = torch.tensor(float(metadata.get("updates", steps)))
    return True


def load_averages(averages: Averages, folder: Path, steps: int) -> None:
    """Gives averages their values back, where the run has any and the file is there; else they start as the weights."""
    if not averages.kept or not (folder / AVERAGED).exists():
        return
    tensors, metadata = read_tensors(folder / AVERAGED)
    if metadata.get("steps") != str(steps):
        raise RunError(
            f"{AVERAGED} in {folder} is of step {metadata.get('steps')}, {WEIGHTS} of step {steps}: they are not of"
            f" one moment; remove {AVERAGED} to start the average anew."
        )
    try:
        averages.take(tensors)
    except (KeyError, RuntimeError) as error:
        raise RunError(f"{AVERAGED} in {folder} does not fit model.py: {error}.") from error


def slots_of(optimizer: torch.optim.Optimizer, kind: str, model: nn.Module) -> dict[str, torch.Tensor]:
    return {
        prefix + name: optimizer.state[parameter][key]
        for name, parameter in model.named_parameters()
        for key, prefix in SLOTS[kind].items()
        if optimizer.state.get(parameter, {}).get(key) is not None
    }


def save_whole(path: Path, tensors: dict[str, torch.Tensor], metadata: dict[str, str]) -> None:
    """A file appears whole or not at all."""
    aside = path.with_name(path.name + ".part")
    save_file({name: tensor.detach().cpu().contiguous() for name, tensor in tensors.items()}, aside, metadata)
    os.replace(aside, path)


def save_run(
    folder: Path,
    run: dict[str, Any],
    model: nn.Module,
    optimizer: torch.optim.Optimizer,
    averages: Averages,
    metadata: dict[str, str],
    steps: int,
    best: bool,
) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    metadata = {**metadata, "steps": str(steps)}
    save_whole(folder / WEIGHTS, model.state_dict(), metadata)
    if averages.kept:
        save_whole(folder / AVERAGED, averages.state_dict(), metadata)
    if best:
        save_whole(folder / BEST, averages.state_dict(), metadata)
    slots = slots_of(optimizer, run["config"]["optimizer"], model)
    if slots:
        counts = {"steps": str(steps)}
        for state in optimizer.state.values():
            if "step" in state:
                # The same for every parameter.
                counts["updates"] = str(int(state["step"]))
        save_whole(folder / OPTIMIZER, slots, counts)
    aside = folder / (RUN + ".part")
    aside.write_text(json.dumps(run, indent=2) + "\n", encoding="utf-8")
    os.replace(aside, folder / RUN)
