"""The random numbers of ResNet Playground, bit for bit: the very pictures, crops and branches of its own run.

Every purpose, epoch and picture has a generator of its own (xoroshiro128+), made from the run's seed. Any step can be
drawn without those before it, so that a checkpoint needs no generator's state, and every process draws the same.
"""

from __future__ import annotations

from typing import Any

import numpy as np

PURPOSES = {"arrival": 1, "order": 2, "augmentation": 3, "depth": 4, "own": 5}
SHARD = 1000  # pictures that arrive together in the page
WINDOW = 2 * SHARD  # pictures that its first epoch draws from when it starts
CROP_PADDING = 4  # pixels of black around a picture before it is cropped back to its size
FINENESS = 2**24  # of a chance
MASK = 2**32 - 1

Numbers = Any  # whole numbers from 0 to MASK: an int, or uint64 [N]


def scramble(x: Numbers) -> Numbers:
    """The finaliser of MurmurHash3."""
    x = (x ^ (x >> 16)) * 0x85EBCA6B & MASK
    x = (x ^ (x >> 13)) * 0xC2B2AE35 & MASK
    return x ^ (x >> 16)


class Generator:
    """One, or N side by side where a coordinate is uint64 [N]."""

    def __init__(self, seed: int, purpose: str, *coordinates: Numbers) -> None:
        words = (seed, PURPOSES[purpose], *coordinates)
        self.s01, self.s00, self.s11, self.s10 = (self.lane(start, words) for start in (1, 2, 3, 4))

    @classmethod
    def of(cls, *state: int) -> Generator:
        made = cls.__new__(cls)
        made.s01, made.s00, made.s11, made.s10 = state
        return made

    @staticmethod
    def lane(start: int, words: tuple[Numbers, ...]) -> Numbers:
        for word in words:
            start = scramble(((start ^ scramble((word + 0x9E3779B9) & MASK)) + 0x9E3779B9) & MASK)
        return start

    def next(self) -> Numbers:
        s00, s01 = self.s00, self.s01
        out = (s00 + self.s10) & MASK
        a0, a1 = self.s10 ^ s00, self.s11 ^ s01
        self.s00 = (s00 << 24 & MASK) ^ (s01 >> 8) ^ a0 ^ (a0 << 16 & MASK)
        self.s01 = (s01 << 24 & MASK) ^ (s00 >> 8) ^ a1 ^ (a1 << 16 & MASK | a0 >> 16)
        self.s10 = (a1 << 5 & MASK) ^ (a0 >> 27)
        self.s11 = (a0 << 5 & MASK) ^ (a1 >> 27)
        return out ^ 0x80000000

    def below(self, count: int) -> int:
        """Uniform from 0 to count - 1, of one generator."""
        limit = 2**32 // count * count
        number = self.next()
        while number >= limit:
            number = self.next()
        return number % count

    def fraction(self) -> float:
        """Uniform from 0 to below 1, of one generator."""
        high, low = self.next() & 2**26 - 1, self.next() & 2**27 - 1
        return high * 2.0**-26 + low * 2.0**-53


def shuffle(numbers: list[int], generator: Generator) -> list[int]:
    """In place (Fisher and Yates)."""
    for i in range(len(numbers) - 1, 0, -1):
        j = generator.below(i + 1)
        numbers[i], numbers[j] = numbers[j], numbers[i]
    return numbers


def arrival_order(count: int, seed: int) -> list[int]:
    """Pictures in the order in which the page loads them: shard by shard."""
    shards = shuffle(list(range(-(-count // SHARD))), Generator(seed, "arrival"))
    return [n for shard in shards for n in range(shard * SHARD, min(count, (shard + 1) * SHARD))]


def epoch_order(count: int, seed: int, epoch: int) -> list[int]:
    """The pictures of an epoch, counted from 0, in the order of training. The first starts before all have arrived."""
    generator = Generator(seed, "order", epoch)
    if epoch > 0:
        return shuffle(list(range(count)), generator)
    order: list[int] = []
    held: list[int] = []
    arrivals = arrival_order(count, seed)
    taken = 0
    for position in range(count):
        needed = min(count, WINDOW + position // SHARD * SHARD)
        held += arrivals[taken:needed]
        taken = needed
        drawn = generator.below(len(held))
        held[drawn], held[-1] = held[-1], held[drawn]
        order.append(held.pop())
    return order


def draw_ranges(size: int) -> tuple[int, ...]:
    return (2 * CROP_PADDING + 1, 2 * CROP_PADDING + 1, 2, size, size)


def one_picture_draws(size: int, seed: int, epoch: int, picture: int) -> list[int]:
    """What augments a picture in an epoch: crop shift y and x, mirror (0 or 1), centre y and x of cutout."""
    generator = Generator(seed, "augmentation", epoch, picture)
    shift_y, shift_x, *others = (generator.below(count) for count in draw_ranges(size))
    return [shift_y - CROP_PADDING, shift_x - CROP_PADDING, *others]


def picture_draws(count: int, size: int, seed: int, epoch: int) -> np.ndarray:
    """The same of every picture at once, int64 [N, 5]."""
    ranges = draw_ranges(size)
    generators = Generator(seed, "augmentation", epoch, np.arange(count, dtype=np.uint64))
    drawn = np.stack([generators.next() for _ in ranges], axis=1)
    numbers = (drawn % np.array(ranges, dtype=np.uint64)).astype(np.int64)
    numbers[:, :2] -= CROP_PADDING
    # Beyond the last whole multiple of a range a number is drawn again: hardly ever, and then one by one.
    limits = np.array([2**32 // count * count for count in ranges], dtype=np.uint64)
    for picture in np.flatnonzero((drawn >= limits).any(axis=1)).tolist():
        numbers[picture] = one_picture_draws(size, seed, epoch, picture)
    return numbers


def branch_factors(seed: int, epoch: int, index: int, count: int, share: float) -> list[float]:
    """By what the branch of each block is multiplied in a step of an epoch: 0, or so much that the mean is 1."""
    chances = [(block + 1) / count * share for block in range(count)]
    drawn = [Generator(seed, "depth", epoch, index, block).below(FINENESS) / FINENESS for block in range(count)]
    return [0.0 if draw < chance else 1 / (1 - chance) for draw, chance in zip(drawn, chances)]
