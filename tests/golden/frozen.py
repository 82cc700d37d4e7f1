"""Writes the references of networks that are frozen in part, and in other parts in other steps: python frozen.py."""

import json

import torch
from safetensors.torch import save_file
from torch.nn import functional as F

from make import Reference, drawn_batch, drawn_network, here, optimizer_of, references


def freeze(network, count):
    """As PyTorch has it: no gradients, and batch norm in evaluation. An optimizer skips what has no gradient."""
    network.train()
    sections = [network.features, *(getattr(network, f"layer{i + 1}") for i in range(network.stages))]
    for i, section in enumerate(sections):
        section.requires_grad_(i >= count)
        if i < count:
            section.eval()


def reference_of(case):
    network = drawn_network(case)
    images, labels = drawn_batch(case)
    optimizer = optimizer_of(network, case["settings"])
    reference = Reference(case["entries"])
    losses = []
    for step, count in enumerate(case["freeze"], start=1):
        freeze(network, count)
        optimizer.zero_grad(set_to_none=True)
        logits = network(images)
        loss = F.cross_entropy(logits, labels, label_smoothing=case["settings"]["labelSmoothing"])
        loss.backward()
        losses.append(loss.item())
        if step == 1:
            reference.whole("logits", logits.detach())
            for name, parameter in network.named_parameters():
                if parameter.grad is not None:
                    reference.add(f"grad.{name}", parameter.grad)
        optimizer.step()
        if step in (1, case["steps"]):
            reference.add_state(f"step{step}", network)
    reference.whole("loss", losses)
    print(case["name"], *(f"{loss:.6f}" for loss in losses))
    return reference.tensors


if __name__ == "__main__":
    torch.use_deterministic_algorithms(True)
    for case in json.loads((here / "frozen.json").read_text()):
        save_file(reference_of(case), references / f"{case['name']}.safetensors")
