# SPDX-License-Identifier: Apache-2.0
"""Teaches the network's encoder to fill gaps in raw Norwegian text before train.py teaches it grammar (Devlin et al. 2019, for a
recurrent encoder): one word in five is hidden, form and all, and told from both sides.

    pretrain.py OUT.pt --corpora CORPORA --vectors out/vectors.no.bin [--epochs 4]

Give OUT.pt to train.py as --start.
"""
from __future__ import annotations

import argparse
import collections
import math
import pathlib
import time

import numpy
import torch
from torch import nn
from torch.nn import functional

import conllu
import features
import train
from fasttext_file import read_vectors
from network import Network

TARGETS = 12000                                              # words that can be told
LAWS = {"lovdata_laws_regulations.nb": 200_000, "lovdata_laws_regulations.nn": 200_000}     # the news reads otherwise
HIDDEN_SHAPE = features.SHAPES - 1
ENDS = {".", "!", "?"}


def sentences(corpora: pathlib.Path):
    for path in sorted((corpora / "raw").glob("*.n[bn].txt.xz")):
        left, lang = LAWS.get(path.name.removesuffix(".txt.xz"), 1 << 40), path.name.split(".")[-3]
        with conllu.open_text(path) as lines:
            for line in lines:
                tokens, start = conllu.crude_tokens(line), 0
                left -= len(tokens)
                if left < 0:
                    break
                for i in range(len(tokens)):
                    if (tokens[i] in ENDS and i + 1 - start >= 4) or i + 1 == len(tokens):
                        if i + 1 - start >= 4:
                            yield lang, tokens[start:i + 1][:80]
                        start = i + 1
    for lang in ("nb", "nn"):
        for s in train.sentences_of(corpora, lang, "train"):
            if len(s.forms) >= 3:
                yield lang, s.forms[:80]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--corpora", type=pathlib.Path, required=True)
    parser.add_argument("--vectors", type=pathlib.Path, required=True)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--words", type=int, default=1200)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--layers", type=int, default=4)
    parser.add_argument("--width", type=int, default=288)
    options = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(1)
    vocabulary, vectors, buckets = read_vectors(options.vectors)
    tables = train.Tables([], vocabulary, buckets, ["nb", "nn"])
    found = list(sentences(options.corpora))
    counts = collections.Counter(f.lower() for _, s in found for f in s)
    target_of = {w: i for i, (w, _) in enumerate(counts.most_common(TARGETS))}
    rows = []
    for lang, forms in found:
        first, shapes = True, []
        for form in forms:
            shapes.append(features.shape(form, first))
            first = first and not any(c.isalnum() for c in form)
        rows.append((numpy.array([tables.type_of(f) for f in forms]), numpy.array(shapes), tables.langs.index(lang)))
    targets = numpy.array([target_of.get(w, -1) for w in tables.types])
    tables.freeze()
    net = Network(len(vocabulary), buckets, 1, 1, 1, len(train.NAMES), 2, layers=options.layers, width=options.width, dropout=0.1)
    train.start_rows(net, vocabulary, vectors, buckets)
    down, out = nn.Linear(options.width, 96), nn.Linear(96, len(target_of))
    part = [p for n, p in net.named_parameters() if n.split(".")[0] in train.ENCODER]
    adam = torch.optim.Adam([*part, *down.parameters(), *out.parameters()], lr=options.rate, betas=(0.9, 0.95))
    sparse = torch.optim.SparseAdam([net.word.weight, net.grams.weight, net.affix.weight], lr=options.rate, betas=(0.9, 0.95))
    total = sum(len(r[0]) for r in rows)
    steps, step = options.epochs * total // options.words, 0
    print(f"{len(rows)} sentences, {total} words, {steps} steps", flush=True)
    for epoch in range(options.epochs):
        rng = numpy.random.default_rng(epoch)
        began, seen, sums = time.time(), 0, 0.0
        net.train()
        order = sorted(range(len(rows)), key=lambda i: rng.random())
        batch, size = [], 0
        for i in order:
            batch.append(rows[i])
            size += len(rows[i][0])
            if size < options.words:
                continue
            rate = options.rate * min(1, (step + 1) / 300) * max(0.05, 0.5 + 0.5 * math.cos(math.pi * min(1, step / steps)))
            for group in adam.param_groups + sparse.param_groups:
                group["lr"] = rate
            b = Gap(batch, tables, targets, rng)
            x = net.encode(b.words, b.gram_ids, b.gram_starts, b.affixes, b.shapes, b.langs, b.offsets, b.edges)
            loss = functional.cross_entropy(out(torch.relu(down(x[b.asked]))), b.answers)
            adam.zero_grad()
            sparse.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(part, 5.0)
            adam.step()
            sparse.step()
            step, seen, sums = step + 1, seen + size, sums + float(loss.detach()) * size
            batch, size = [], 0
            if step % 100 == 0:
                print(f"  step {step} {seen / (time.time() - began):.0f} words/s loss {sums / seen:.3f}", flush=True)
        print(f"epoch {epoch + 1} {time.time() - began:.0f} s loss {sums / seen:.3f}", flush=True)
        torch.save({n: p for n, p in net.state_dict().items() if n.split(".")[0] in (*train.ENCODER, "word", "grams", "affix")},
                   options.out)


class Gap:
    """A batch with hidden words: no row of its own, no n-grams, no affixes, a shape that says only that it is hidden."""

    def __init__(self, rows, tables, targets, rng) -> None:
        counts = [len(r[0]) for r in rows]
        n = sum(counts)
        starts = numpy.cumsum([0] + counts)
        types = numpy.concatenate([r[0] for r in rows])
        hidden = rng.random(n) < 0.2
        words = tables.word_of[types]
        words = numpy.where(hidden | (rng.random(n) < 0.1), len(tables.vocabulary), words)
        sizes = numpy.where(hidden, 0, tables.gram_starts[types + 1] - tables.gram_starts[types])
        bag = numpy.cumsum(sizes) - sizes
        self.gram_ids = torch.from_numpy(
            tables.gram_items[numpy.arange(sizes.sum()) + numpy.repeat(tables.gram_starts[types] - bag, sizes)])
        self.gram_starts, self.words = torch.from_numpy(bag), torch.from_numpy(words)
        affixes = tables.affixes_of[types].copy()
        affixes[hidden] = features.AFFIX_BUCKETS - 1
        self.affixes = torch.from_numpy(affixes)
        self.shapes = torch.from_numpy(numpy.where(hidden, HIDDEN_SHAPE, numpy.concatenate([r[1] for r in rows])))
        self.langs = torch.from_numpy(numpy.repeat([r[2] for r in rows], counts))
        self.offsets = torch.tensor(starts, dtype=torch.int32)
        place = numpy.arange(n)
        edges = numpy.stack([place - 1, place + 1], 1)
        edges[starts[:-1], 0] = n
        edges[starts[1:] - 1, 1] = n
        self.edges = torch.from_numpy(edges)
        asked = numpy.nonzero(hidden & (targets[types] >= 0))[0]
        self.asked, self.answers = torch.from_numpy(asked), torch.from_numpy(targets[types][asked])


if __name__ == "__main__":
    main()
