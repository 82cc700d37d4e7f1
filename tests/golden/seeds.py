"""Ranks seeds by how little rounding decides: python seeds.py NAME [HOW_MANY].

A ReLU whose input is so near zero that float32 rounding changes its sign is another function with another gradient,
in any program. The seeds in cases.json keep every input of the first step several times that rounding away from zero,
and float32 runs from slightly different weights near the float64 run to the last step.
"""

import json
import sys

import torch

from make import drawn_batch, drawn_network, here, optimizer_of


def relu_inputs(case, dtype):
    """The inputs of every ReLU in one pass in training mode."""
    seen = []
    relu, functional = torch.relu, torch.nn.functional.relu

    def watched(x, *_, **__):
        seen.append(x.double().clone())
        return relu(x)

    network = drawn_network(case, dtype).train()
    torch.relu = torch.nn.functional.relu = watched
    try:
        with torch.no_grad():
            network(drawn_batch(case, dtype)[0])
    finally:
        torch.relu, torch.nn.functional.relu = relu, functional
    return seen


def clearance(case):
    """The smallest input of a ReLU over the root mean square of float32's errors there; the least of all ReLUs."""
    pairs = zip(relu_inputs(case, torch.float64), relu_inputs(case, torch.float32))
    return min((exact.abs().min() / (single - exact).square().mean().sqrt()).item() for exact, single in pairs)


def losses(case, dtype, apart=0):
    """The loss of every step, from weights that rounding might have left there; `apart` says which."""
    network = drawn_network(case, dtype).train()
    if apart:
        generator = torch.Generator().manual_seed(apart)
        with torch.no_grad():
            for p in network.parameters():
                p.mul_(1 + 2**-23 * torch.randn(p.shape, generator=generator, dtype=dtype))
    images, labels = drawn_batch(case, dtype)
    optimizer = optimizer_of(network, case["settings"])
    smoothing = case["settings"]["labelSmoothing"]
    seen = []
    for _ in range(case["steps"]):
        optimizer.zero_grad()
        loss = torch.nn.functional.cross_entropy(network(images), labels, label_smoothing=smoothing)
        loss.backward()
        optimizer.step()
        seen.append(loss.item())
    return torch.tensor(seen, dtype=torch.float64)


def drift(case, runs=4):
    """The largest relative error of a loss over all steps of several float32 runs."""
    exact = losses(case, torch.float64)
    return max(((losses(case, torch.float32, run) - exact) / exact).abs().max().item() for run in range(runs))


def main(name, count="40"):
    case = next(c for c in json.loads((here / "cases.json").read_text()) if c["name"] == name)
    clear = sorted(((clearance({**case, "seed": seed}), seed) for seed in range(1, int(count) + 1)), reverse=True)
    steady = sorted((drift({**case, "seed": seed}), seed, value) for value, seed in clear[:8])
    for error, seed, value in steady[:3]:
        print(f"{name}: seed {seed}, {value:.1f} times the rounding away from zero, losses within {error:.1e}")


if __name__ == "__main__":
    main(*sys.argv[1:])
