"""Writes the references that the tests of this folder compare with: python make.py [NAME ...]. See README.md."""

import json
import sys
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import save_file
from torch.nn import functional as F
from torch.optim import lr_scheduler

import draws
from network import ResidualNetwork

here = Path(__file__).parent
references = here / "references"


def drawn_network(case, dtype=torch.float64):
    network = ResidualNetwork(case["spec"])
    drawn = {
        name: torch.from_numpy(draws.weight(case["seed"], name, tuple(value.shape)))
        for name, value in network.state_dict().items()
        if value.is_floating_point()
    }
    missing, unexpected = network.load_state_dict(drawn, strict=False)
    assert not unexpected and all(name.endswith("num_batches_tracked") for name in missing)
    return network.to(dtype)


def drawn_batch(case, dtype=torch.float64):
    images, labels = draws.batch(case["seed"], case["batch"], case["spec"])
    return torch.from_numpy(images).to(dtype), torch.from_numpy(labels)


def optimizer_of(network, s):
    """`decay: weights` leaves out all vectors, which are batch norm and biases."""

    def decays(parameter):
        return s["decay"] == "all" or parameter.dim() > 1

    groups = [
        {"params": [p for p in network.parameters() if decays(p)], "weight_decay": s["weightDecay"]},
        {"params": [p for p in network.parameters() if not decays(p)], "weight_decay": 0.0},
    ]
    groups = [group for group in groups if group["params"]]
    if s["optimizer"] == "adamw":
        return torch.optim.AdamW(groups, lr=s["learningRate"], betas=(s["momentum"], 0.999), eps=1e-8)
    return torch.optim.SGD(groups, lr=s["learningRate"], momentum=s["momentum"], nesterov=s["nesterov"])


class Reference:
    """Tensors as float32, large ones by some of their values; for every one also its largest value and its norm."""

    def __init__(self, entries):
        self.entries = entries
        self.tensors = {}

    def whole(self, name, values):
        self.tensors[name] = torch.as_tensor(values, dtype=torch.float64).to(torch.float32).contiguous()

    def add(self, name, tensor):
        flat = tensor.detach().flatten()
        self.whole(name, flat[draws.picks(name, len(flat), self.entries).astype(np.int64)])
        self.whole(f"size.{name}", [flat.abs().max().item(), flat.norm().item()])

    def add_state(self, prefix, network):
        for name, value in network.state_dict().items():
            if value.is_floating_point():
                self.add(f"{prefix}.{name}", value)


def reference_of(case):
    settings, steps = case["settings"], case["steps"]
    network = drawn_network(case)
    images, labels = drawn_batch(case)
    optimizer = optimizer_of(network, settings)
    reference = Reference(case["entries"])

    network.eval()
    with torch.no_grad():
        logits = network(images[:1])
        reference.whole("evaluation.logits", logits)
        reference.whole("evaluation.loss", F.cross_entropy(logits, labels[:1]).reshape(1))

    network.train()
    losses = []
    for step in range(1, steps + 1):
        optimizer.zero_grad()
        logits = network(images)
        loss = F.cross_entropy(logits, labels, label_smoothing=settings["labelSmoothing"])
        loss.backward()
        losses.append(loss.item())
        if step == 1:
            reference.whole("logits", logits.detach())
            for name, parameter in network.named_parameters():
                reference.add(f"grad.{name}", parameter.grad)
        optimizer.step()
        if step in (1, steps):
            reference.add_state(f"step{step}", network)
    if steps > 0:
        reference.whole("loss", losses)
    print(case["name"], "loss", *(f"{loss:.6f}" for loss in losses[:1] + losses[-1:]))
    return reference.tensors


def learning_rates(schedule, warm, total, peak):
    """The rate of every step by PyTorch's own schedulers; one-cycle as a broken line."""
    parameter = torch.nn.Parameter(torch.zeros(1))
    optimizer = torch.optim.SGD([parameter], lr=peak)
    if schedule == "onecycle":
        rise = max(1, int(0.3 * total + 0.5))

        def line(step):
            return float(np.interp(step, [-1, rise - 1, total], [0, 1, 0]))

        scheduler = lr_scheduler.LambdaLR(optimizer, line)
    else:
        rest = total - warm
        after = {
            "cosine": lambda: lr_scheduler.CosineAnnealingLR(optimizer, T_max=rest),
            "step": lambda: lr_scheduler.MultiStepLR(optimizer, [-(-rest // 2), -(-3 * rest // 4)], gamma=0.1),
            "constant": lambda: lr_scheduler.ConstantLR(optimizer, factor=1.0),
        }[schedule]
        if warm == 0:
            scheduler = after()
        else:
            rising = lr_scheduler.LinearLR(optimizer, 1 / (warm + 1), 1.0, total_iters=warm)
            scheduler = lr_scheduler.SequentialLR(optimizer, [rising, after()], milestones=[warm])
    rates = []
    for _ in range(total):
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step()
    return rates


def write_schedules():
    """Ten epochs of 4 and of 7 steps, without and with two epochs of warm-up."""
    table = [
        {
            "schedule": schedule,
            "learningRate": peak,
            "warmup": warmup,
            "epochs": 10,
            "rates": learning_rates(schedule, warmup * per_epoch, 10 * per_epoch, peak),
        }
        for schedule in ("onecycle", "cosine", "step", "constant")
        for peak, per_epoch in ((0.1, 4), (0.2, 7))
        for warmup in ((0,) if schedule == "onecycle" else (0, 2))
    ]
    lines = ",\n".join(json.dumps(row) for row in table)
    (references / "schedules.json").write_text(f"[\n{lines}\n]\n")


def write_pytorch(case):
    """A network as a PyTorch user saves it, counters and all, and what a few steps from it on give."""
    settings = case["settings"]
    network = drawn_network(case, torch.float32)
    images, labels = drawn_batch(case, torch.float32)
    network.train()
    with torch.no_grad():
        for _ in range(3):
            network(images)
    save_file(network.state_dict(), references / "pytorch-weights.safetensors")
    network.double()
    images = images.double()
    optimizer = optimizer_of(network, settings)
    wanted = {"loss": []}
    for step in range(case["steps"]):
        optimizer.zero_grad()
        logits = network(images)
        loss = F.cross_entropy(logits, labels, label_smoothing=settings["labelSmoothing"])
        loss.backward()
        wanted["loss"].append(loss.item())
        if step == 0:
            wanted["logits"] = logits.detach()
            wanted |= {f"grad.{name}": p.grad.clone() for name, p in network.named_parameters()}
        optimizer.step()
    wanted["loss"] = torch.tensor(wanted["loss"])
    wanted |= network.state_dict()

    def single(value):
        return value.to(torch.float32) if value.is_floating_point() else value

    save_file({name: single(value) for name, value in wanted.items()}, references / "pytorch-step.safetensors")


def main(names):
    torch.use_deterministic_algorithms(True)
    references.mkdir(exist_ok=True)
    for case in json.loads((here / "cases.json").read_text()):
        if names and case["name"] not in names:
            continue
        if case["name"] == "pytorch":
            write_pytorch(case)
        else:
            save_file(reference_of(case), references / f"{case['name']}.safetensors")
    if not names or "schedules" in names:
        write_schedules()


if __name__ == "__main__":
    main(sys.argv[1:])
