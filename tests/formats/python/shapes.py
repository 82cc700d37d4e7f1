"""Runs models on shapes alone, so that they need no PyTorch: takes the texts of model.py and the shapes of their inputs
as JSON on stdin, and prints the tensors of each state_dict in order and the shapes that the network's parts return.

In the place of torch stand modules that know the shapes of their parameters and of what they return. They refuse sizes
that do not fit, as torch does.
"""

import json
import sys
from types import ModuleType

# The shape of what each module returned, by its identity.
outputs = {}


class Tensor:
    def __init__(self, *shape):
        self.shape = shape

    def __add__(self, other):
        assert self.shape == other.shape, f"{self.shape} + {other.shape}"
        return self

    def __getitem__(self, slices):
        return Tensor(*(len(range(*s.indices(n))) for n, s in zip(self.shape, slices)))

    def mean(self, dim):
        return Tensor(*(n for i, n in enumerate(self.shape) if i not in dim))


class Module:
    def __call__(self, x):
        y = self.forward(x)
        outputs[id(self)] = y.shape
        return y

    def state(self, prefix=""):
        """Names and shapes in the order of definition."""
        for name, value in vars(self).items():
            if isinstance(value, Tensor):
                yield prefix + name, value.shape
            elif isinstance(value, Module):
                yield from value.state(f"{prefix}{name}.")


class Sequential(Module):
    def __init__(self, *modules):
        for i, module in enumerate(modules):
            setattr(self, str(i), module)

    def forward(self, x):
        for module in vars(self).values():
            x = module(x)
        return x


class Identity(Module):
    def __init__(self, inplace=False):
        pass

    def forward(self, x):
        return x


class Window(Module):
    def __init__(self, kernel, stride, padding):
        self.window = (kernel, stride, padding)

    def slide(self, x, channels):
        kernel, stride, padding = self.window
        n, _, *sides = x.shape
        return Tensor(n, channels, *((side + 2 * padding - kernel) // stride + 1 for side in sides))


class MaxPool2d(Window):
    def forward(self, x):
        return self.slide(x, x.shape[1])


class Conv2d(Window):
    def __init__(self, inputs, outputs, kernel, stride=1, padding=0, bias=True):
        super().__init__(kernel, stride, padding)
        self.weight = Tensor(outputs, inputs, kernel, kernel)
        if bias:
            self.bias = Tensor(outputs)

    def forward(self, x):
        outputs, inputs, *_ = self.weight.shape
        assert x.shape[1] == inputs, f"{x.shape[1]} channels for {inputs}"
        return self.slide(x, outputs)


class BatchNorm2d(Module):
    def __init__(self, channels):
        self.weight, self.bias = Tensor(channels), Tensor(channels)
        self.running_mean, self.running_var = Tensor(channels), Tensor(channels)
        self.num_batches_tracked = Tensor()

    def forward(self, x):
        assert x.shape[1:2] == self.weight.shape, f"{x.shape} for {self.weight.shape}"
        return x


class Linear(Module):
    def __init__(self, inputs, outputs):
        self.weight, self.bias = Tensor(outputs, inputs), Tensor(outputs)

    def forward(self, x):
        assert x.shape[1:] == self.weight.shape[1:], f"{x.shape} for {self.weight.shape}"
        return Tensor(x.shape[0], self.weight.shape[0])


def pad(x, sides):
    """The pairs of `sides` begin with the last dimension."""
    pairs = list(zip(sides[::2], sides[1::2]))[::-1]
    first = len(x.shape) - len(pairs)
    return Tensor(*x.shape[:first], *(n + sum(pair) for n, pair in zip(x.shape[first:], pairs)))


torch, nn, functional = (ModuleType(name) for name in ("torch", "torch.nn", "torch.nn.functional"))
torch.nn, nn.functional = nn, functional
torch.Tensor, torch.relu, functional.pad = Tensor, lambda x: x, pad
nn.ReLU = Identity
for kind in (Module, Sequential, Identity, MaxPool2d, Conv2d, BatchNorm2d, Linear):
    setattr(nn, kind.__name__, kind)
sys.modules.update({"torch": torch, "torch.nn": nn, "torch.nn.functional": functional})

answers = []
for model in json.load(sys.stdin):
    scope = {"__name__": "model"}
    exec(compile(model["code"], "model.py", "exec"), scope)
    network = scope["ResNet"]()
    network(Tensor(*model["input"]))
    parts = [(name, outputs[id(part)]) for name, part in vars(network).items()]
    answers.append({"state": list(network.state()), "parts": parts})
print(json.dumps(answers))
