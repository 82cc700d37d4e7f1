"""The exported project without its packages: each test of this folder imports this first, and then needs Python alone.

Puts src/formats/pytorch/project on the path, and mocks in the place of torch, numpy, safetensors and the network. What
computes with tensors is tested in with_torch/, on the real packages.
"""

import sys
from pathlib import Path
from unittest.mock import MagicMock

PROJECT = Path(__file__).resolve().parents[3] / "src" / "formats" / "pytorch" / "project"

packages = [
    "model",
    "numpy",
    "safetensors",
    "safetensors.torch",
    "torch",
    "torch.distributed",
    "torch.nn",
    "torch.nn.functional",
    "torch.nn.parallel",
]

sys.path.insert(0, str(PROJECT))
for name in packages:
    sys.modules[name] = MagicMock(name=name)
# Python only catches what is an exception.
sys.modules["safetensors"].SafetensorError = type("SafetensorError", (Exception,), {})
