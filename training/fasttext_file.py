# SPDX-License-Identifier: Apache-2.0
"""Reads a model file of fastText 0.9 (the .bin): the words and the input matrix (words, then n-gram buckets)."""
from __future__ import annotations

import pathlib
import struct

import numpy
import torch


def read_vectors(path: pathlib.Path) -> tuple[list[str], torch.Tensor, int]:
    with open(path, "rb") as stream:
        take = lambda form: struct.unpack("<" + form, stream.read(struct.calcsize("<" + form)))
        magic, version = take("ii")
        if magic != 793712314 or version != 12:
            raise SystemExit(f"{path}: not a fastText model of version 12")
        dim, *_, buckets, _, _, _, _ = take("12id")
        size, words, _, _, pruned = take("iiiqq")
        if pruned > 0:
            raise SystemExit(f"{path}: pruned models are not read")
        vocabulary = []
        for _ in range(size):
            name = bytearray()
            while (byte := stream.read(1)) != b"\0":
                name += byte
            take("qb")
            vocabulary.append(name.decode("utf-8", "replace"))
        take("?")
        rows, columns = take("qq")
        values = numpy.fromfile(stream, numpy.float32, rows * columns).reshape(rows, columns)
    return vocabulary[:words], torch.from_numpy(values.copy()), buckets
