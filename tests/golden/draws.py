"""Weights and batches out of nothing: random numbers that draws.ts computes too, bit for bit, so no file holds them.

A number depends on a seed, the name of its tensor and its place in it. All are exact in float32.
"""

import math

import numpy as np


def _start(stream):
    """FNV-1a of a stream's name: 32 bits."""
    value = 0x811C9DC5
    for byte in stream.encode("ascii"):
        value = ((value ^ byte) * 0x01000193) & 0xFFFFFFFF
    return value


def bits(stream, places):
    """Random uint32 at places of a stream: a Weyl sequence through the finaliser of MurmurHash3."""
    with np.errstate(over="ignore"):
        x = np.uint32(_start(stream)) + np.asarray(places, np.uint32) * np.uint32(0x9E3779B9)
        x = (x ^ (x >> np.uint32(16))) * np.uint32(0x85EBCA6B)
        x = (x ^ (x >> np.uint32(13))) * np.uint32(0xC2B2AE35)
        return x ^ (x >> np.uint32(16))


def uniform(stream, shape, scale=1.0, centre=0.0):
    """float32, uniform in centre ± scale, row by row."""
    count = math.prod(shape)
    unit = (bits(stream, np.arange(count)) >> np.uint32(8)) / 2.0**23 - 1.0
    return (centre + scale * unit).astype(np.float32).reshape(shape)


def weight(seed, name, shape):
    """Where a tensor of the network starts: He's variance for convolutions, batch norm near what it does not change.

    A bottleneck's last gamma is small: without that, float32 rounding of any program grows a hundredfold in 50 layers.
    """
    stream = f"{seed}/{name}"
    if name.endswith("running_var"):
        return uniform(stream, shape, 0.5, 1.0)
    if name.endswith("running_mean"):
        return uniform(stream, shape, 0.25)
    if len(shape) == 4:
        return uniform(stream, shape, math.sqrt(6 / (shape[1] * shape[2] * shape[3])))
    if len(shape) == 2:
        return uniform(stream, shape, math.sqrt(3 / shape[1]))
    if name.endswith("features.7.weight"):
        return uniform(stream, shape, 0.05, 0.2)
    return uniform(stream, shape, 0.25, 1.0 if name.endswith(".weight") else 0.0)


def batch(seed, count, spec):
    """Pictures of variance 1, float32 [N, 3, S, S], and class numbers, int64 [N]."""
    size = spec["inputSize"]
    images = uniform(f"{seed}/images", (count, 3, size, size), math.sqrt(3))
    labels = bits(f"{seed}/labels", np.arange(count)) % np.uint32(spec["classes"])
    return images, labels.astype(np.int64)


def picks(name, count, entries):
    """The places of a tensor that a reference keeps: all of them, or `entries` at random."""
    if count <= entries:
        return np.arange(count)
    return bits(f"picks/{name}", np.arange(entries)) % np.uint32(count)
