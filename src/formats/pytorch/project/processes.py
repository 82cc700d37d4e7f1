"""One process or many, on one machine or several: the device of each, its part of a batch, what all agree on."""

from __future__ import annotations

import os
import sys
import time
from datetime import timedelta
from typing import Any

import torch
import torch.distributed as dist
from torch import nn

from storage import RunError


def default_device() -> str:
    if torch.cuda.is_available():
        return "cuda"
    return "mps" if torch.backends.mps.is_available() else "cpu"


def meeting_place(rank: int) -> dist.Store | None:
    """A store for this start alone, made by the first process; None where torchrun has none of its own.

    torchrun keeps its store when it starts processes again (PyTorch 2.13, pytorch/pytorch#135712): they would look
    there for those that died.
    """
    if os.environ.get("TORCHELASTIC_USE_AGENT_STORE") != "True":
        return None
    host, key = os.environ["MASTER_ADDR"], "train.py"
    torchruns = dist.TCPStore(host, int(os.environ["MASTER_PORT"]), is_master=False)
    if rank == 0:
        store = dist.TCPStore(host, 0, is_master=True, wait_for_workers=False)
        torchruns.set(key, str(store.port))
        return store
    while True:
        try:
            store = dist.TCPStore(host, int(torchruns.get(key)), is_master=False, timeout=timedelta(seconds=3))
        except RuntimeError:
            # That of a first process that died: the next one's is not there yet.
            time.sleep(0.5)
        else:
            store.set_timeout(timedelta(minutes=10))
            return store


class Processes:
    """One process a GPU, as torchrun starts them; a single one without it. On the CPU they share its cores."""

    def __init__(self, kind: str | None = None) -> None:
        self.rank = int(os.environ.get("RANK", "0"))
        self.world = int(os.environ.get("WORLD_SIZE", "1"))
        self.local = int(os.environ.get("LOCAL_RANK", "0"))
        kind = kind or default_device()
        self.cuda = kind == "cuda"
        if self.cuda and self.local >= torch.cuda.device_count():
            raise RunError(f"Each process needs a GPU of its own: give --nproc_per_node={torch.cuda.device_count()}.")
        if kind == "mps" and self.world > 1:
            raise RunError("Several processes cannot share Apple's GPU: start train.py without torchrun.")
        self.device = torch.device("cuda", self.local) if self.cuda else torch.device(kind)
        if self.cuda:
            torch.cuda.set_device(self.device)
        # What processes agree on is on the CPU, so that no GPU waits for it.
        self.talk = None
        if self.world > 1:
            backend, store = "nccl" if self.cuda else "gloo", meeting_place(self.rank)
            dist.init_process_group(backend, store=store, rank=self.rank, world_size=self.world)
            self.talk = dist.new_group(backend="gloo")

    @property
    def first(self) -> bool:
        return self.rank == 0

    def tell(self, line: str) -> None:
        if self.first:
            print(line, file=sys.stderr, flush=True)

    def wait(self) -> None:
        if self.world > 1:
            dist.barrier(self.talk)

    def any(self, *flags: bool) -> list[bool]:
        """Which of the flags are up in any process: the same answer in all of them."""
        if self.world == 1:
            return list(flags)
        up = torch.tensor(flags, dtype=torch.uint8)
        dist.all_reduce(up, dist.ReduceOp.MAX, self.talk)
        return [bool(flag) for flag in up.tolist()]

    def furthest(self, mine: Any, steps: int) -> Any:
        """Of what each process has, that with the most steps: a folder may lie on the disk of one machine alone."""
        if self.world == 1:
            return mine
        everyones: list[Any] = [None] * self.world
        dist.all_gather_object(everyones, steps, self.talk)
        sent = [mine]
        dist.broadcast_object_list(sent, everyones.index(max(everyones)), self.talk)
        return sent[0]

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

    def end(self) -> None:
        if dist.is_initialized():
            dist.destroy_process_group()
