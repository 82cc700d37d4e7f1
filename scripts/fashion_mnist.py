"""Trains ResNet-8 on Fashion-MNIST in PyTorch, by the settings of a run of ours: docs/RESULTS.md has both accuracies.

python scripts/fashion_mnist.py RUN/log.ndjson FOLDER-OF-THE-FOUR-IDX-FILES [SEED]

The pictures are those that `resnet train --data` makes: 28 pixels become 32 by the mean over areas, grey becomes RGB.
Their order, crops, mirrors and the weights at the start are PyTorch's own, so the figures agree as two seeds do.
"""

import gzip
import json
import sys
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional as F

ROOT = Path(__file__).resolve().parent.parent
sys.path += [str(ROOT / "src/formats/pytorch/project"), str(ROOT / "tests/golden")]

from network import ResidualNetwork  # noqa: E402
from optimizer import make_optimizer, schedule_factor  # noqa: E402
from pictures import Normalise, augment  # noqa: E402

SIDE = 32


def idx(path: Path) -> np.ndarray:
    data = gzip.decompress(path.read_bytes())
    sides = np.frombuffer(data, ">u4", data[3], 4)
    return np.frombuffer(data, np.uint8, offset=4 + 4 * data[3]).reshape(sides)


def area_weights(source: int, target: int) -> np.ndarray:
    """How much of each source pixel each target pixel covers, as shares of the target pixel."""
    start, end = np.arange(source) / source, np.arange(1, source + 1) / source
    low, high = np.arange(target)[:, None] / target, np.arange(1, target + 1)[:, None] / target
    return np.clip(np.minimum(end, high) - np.maximum(start, low), 0, None) * target


def load(folder: Path, name: str) -> tuple[torch.Tensor, torch.Tensor]:
    grey = idx(folder / f"{name}-images-idx3-ubyte.gz").astype(np.float32)
    weights = area_weights(grey.shape[1], SIDE).astype(np.float32)
    made = np.floor(weights @ grey @ weights.T + 0.5 + 1e-4).astype(np.uint8)
    images = torch.from_numpy(made)[:, None].expand(-1, 3, -1, -1).contiguous()
    return images, torch.from_numpy(idx(folder / f"{name}-labels-idx1-ubyte.gz").astype(np.int64))


def main(log: Path, folder: Path, seed: int) -> None:
    config = json.loads(log.read_text().split("\n")[0])["config"]
    torch.manual_seed(seed)
    images, labels = load(folder, "train")
    test_images, test_labels = load(folder, "t10k")
    pixels = images[:, 0].double() / 255
    normalise = Normalise([pixels.mean().item()] * 3, [pixels.std().item()] * 3, torch.device("cpu"))
    model = ResidualNetwork({**config, "classes": 10})
    optimizer = make_optimizer(config, model)
    size, count = config["batchSize"], len(labels)
    total = config["epochs"] * -(-count // size)
    step = 0
    for epoch in range(config["epochs"]):
        model.train()
        for batch in torch.randperm(count).split(size):
            shifts = torch.randint(-4, 5, (len(batch), 2))
            draws = torch.cat([shifts, torch.randint(0, 2, (len(batch), 1)), torch.zeros(len(batch), 2).long()], 1)
            inputs = augment(images[batch], draws, config["augment"], normalise)
            loss = F.cross_entropy(model(inputs), labels[batch])
            optimizer.zero_grad()
            loss.backward()
            for group in optimizer.param_groups:
                group["lr"] = config["learningRate"] * schedule_factor(config, step, total)
            optimizer.step()
            step += 1
        model.eval()
        with torch.no_grad():
            logits = torch.cat([model(normalise(part)) for part in test_images.split(500)])
        accuracy = (logits.argmax(1) == test_labels).double().mean().item()
        test_loss = F.cross_entropy(logits, test_labels).item()
        print(f"epoch {epoch + 1}: test loss {test_loss:.4f}, test accuracy {100 * accuracy:.2f} %", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 1)
