"""A network of which the front is frozen: its weights and running statistics stay, and its batch norm goes by them."""

from __future__ import annotations

from typing import Any

from torch import nn


def section_of(name: str) -> int:
    """Of a module or a parameter: the stem is section 0, stage n section n; the classifier is none of them."""
    first = name.split(".")[0]
    return 0 if first == "features" else int(first[5:]) if first.startswith("layer") else -1


class Frozen:
    """The first sections, as many as the run's setting says."""

    def __init__(self, model: nn.Module, config: dict[str, Any]) -> None:
        # Runs that know nothing of the setting freeze nothing.
        count = config.get("freeze", 0)
        self.front = [module for name, module in model.named_children() if 0 <= section_of(name) < count]
        for module in self.front:
            module.requires_grad_(False)

    def hold(self) -> None:
        """Once the network is in training."""
        for module in self.front:
            module.eval()

    def count(self, run: dict[str, Any]) -> None:
        """A step was taken that left them alone: AdamW counts the steps of a parameter's own."""
        missed = run.get("missed", [])
        sections = max(len(missed), len(self.front))
        missed = missed + [0] * (sections - len(missed))
        if sections:
            run["missed"] = [steps + (i < len(self.front)) for i, steps in enumerate(missed)]


def steps_missed(run: dict[str, Any], name: str) -> int:
    """Steps in which a parameter was frozen."""
    missed, section = run.get("missed", []), section_of(name)
    return missed[section] if 0 <= section < len(missed) else 0
