"""One process or many: which device each has, which part of a batch, and sums over all."""

from __future__ import annotations

import os
import sys

import torch
import torch.distributed as dist
from torch import nn

from storage import RunError


class Processes:
    """One process a GPU, as torchrun starts them; a single one without it. On the CPU they share its cores."""

    def __init__(self) -> None:
        self.rank = int(os.environ.get("RANK", "0"))
        self.world = int(os.environ.get("WORLD_SIZE", "1"))
        local = int(os.environ.get("LOCAL_RANK", "0"))
        self.cuda = torch.cuda.is_available()
        if self.cuda and local >= torch.cuda.device_count():
            raise RunError(f"Each process needs a GPU of its own: give --nproc_per_node={torch.cuda.device_count()}.")
        self.device = torch.device("cuda", local) if self.cuda else torch.device("cpu")
        if self.cuda:
            torch.cuda.set_device(self.device)
        if self.world > 1:
            dist.init_process_group("nccl" if self.cuda else "gloo")

    @property
    def first(self) -> bool:
        return self.rank == 0

    def tell(self, line: str) -> None:
        if self.first:
            print(line, file=sys.stderr, flush=True)

    def wait(self) -> None:
        if self.world > 1:
            dist.barrier()

    def sum(self, numbers: torch.Tensor) -> list[float]:
        """The same numbers added up over all processes."""
        total = numbers.clone()
        if self.world > 1:
            dist.all_reduce(total)
        return total.tolist()

    def same_buffers(self, model: nn.Module) -> None:
        """Running statistics are those of the first process."""
        if self.world > 1:
            for buffer in model.buffers():
                dist.broadcast(buffer, 0)

    def share(self, pictures: torch.Tensor) -> torch.Tensor:
        """This process's part of a batch, in one piece; parts differ by one picture at most."""
        count = len(pictures)
        return pictures[count * self.rank // self.world : count * (self.rank + 1) // self.world]
