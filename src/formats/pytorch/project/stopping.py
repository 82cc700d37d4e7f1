"""SIGTERM (a preemption) or Ctrl-C: the run is saved and ends after its step. A second Ctrl-C ends it at once."""

from __future__ import annotations

import signal
import time
from types import FrameType

ECHO = 3.0  # seconds in which a signal may come twice: to all processes, and once more through torchrun


class Stop:
    def __init__(self) -> None:
        self.number: int | None = None
        self.since = 0.0
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.take)

    def take(self, number: int, _frame: FrameType | None) -> None:
        if self.number is None:
            self.number, self.since = number, time.monotonic()
        elif number == signal.SIGINT and time.monotonic() - self.since > ECHO:
            raise KeyboardInterrupt

    @property
    def asked(self) -> bool:
        return self.number is not None

    @property
    def exit_code(self) -> int:
        """Not 0: torchrun and schedulers are to know of a run that is not done. Another process may have been asked."""
        return 128 + (self.number or signal.SIGTERM)
