"""Ranks seeds by how far the inputs of all ReLUs stay from zero: python seeds.py NAME [HOW_MANY].

A ReLU whose input is so near zero that float32 rounding changes its sign is another function with another gradient,
in any program. The seeds in cases.json keep every input several times that rounding away from zero.
"""
import json
import sys

import torch

from make import drawn_batch, drawn_network, here


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


def main(name, count="40"):
    case = next(c for c in json.loads((here / "cases.json").read_text()) if c["name"] == name)
    ranked = sorted(((clearance({**case, "seed": seed}), seed) for seed in range(1, int(count) + 1)), reverse=True)
    for value, seed in ranked[:3]:
        print(f"{name}: seed {seed}, {value:.1f} times the rounding away from zero")


if __name__ == "__main__":
    main(*sys.argv[1:])
