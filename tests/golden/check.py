"""Writes the numbers that the page checks a device against: python check.py [NAME ...]. See README.md.

They ship with the page, so a tensor is kept as two numbers: its norm, and the sum of its values, each under a drawn sign.
Of networks at the size in which people train them only what rounding hardly moves is kept: among millions of inputs of a
ReLU some are so near zero that rounding switches them, which turns a signed sum by a hundredth, and a norm by ten thousandths.
"""

import json
import sys
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional as F

import draws
from make import drawn_batch, drawn_network, optimizer_of

numbers = Path(__file__).parents[2] / "src" / "trainer" / "checkNumbers.json"


def digits(x):
    return float(f"{x:.9g}")


def extract(name, tensor):
    flat = tensor.detach().double().flatten()
    signs = 1.0 - 2.0 * (draws.bits(f"signs/{name}", np.arange(len(flat))) >> np.uint32(31))
    return [digits(flat.norm().item()), digits((flat * torch.from_numpy(signs)).sum().item())]


def numbers_of(case):
    """Losses, logits and gradients of a few steps; then logits with the running statistics that they left."""
    small = case["compare"] == "everything"
    network = drawn_network(case).train()
    images, labels = drawn_batch(case)
    optimizer = optimizer_of(network, case["settings"])
    found = {"losses": []}
    for step in range(case["steps"]):
        optimizer.zero_grad()
        logits = network(images)
        loss = F.cross_entropy(logits, labels, label_smoothing=case["settings"]["labelSmoothing"])
        loss.backward()
        found["losses"].append(digits(loss.item()))
        if step == 0:
            found["logits"] = extract("logits", logits)
            found["gradients"] = {
                name: extract(name, p.grad) if small else extract(name, p.grad)[:1]
                for name, p in network.named_parameters()
                if small or p.dim() > 1
            }
        optimizer.step()
    if small:
        with torch.no_grad():
            found["evaluation"] = extract("evaluation", network.eval()(images))
    return found


def main(names):
    cases = json.loads(numbers.read_text())
    for case in cases:
        if not names or case["name"] in names:
            case["numbers"] = numbers_of(case)
            print(case["name"], *case["numbers"]["losses"], flush=True)
    numbers.write_text(json.dumps(cases, indent=1) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
