# SPDX-License-Identifier: Apache-2.0
"""Trains the front end's network and writes checkpoints; taken up again where it stopped when run with the same OUT.

    train.py OUT --corpora FOLDER --langs nb nn --vectors out/vectors.no.bin [--epochs 24] [--threads 2]

OUT/last.pt holds everything to go on, OUT/best.pt the averaged weights with the best dev score, OUT/final.pt those of the
last epoch; export.py turns them into a model file. Seeds are fixed; one epoch of nb + nn (490,000 words) takes some minutes on one core.
"""
from __future__ import annotations

import argparse
import collections
import math
import os
import pathlib
import time

import numpy
import torch
from torch.nn import functional

import conllu
import features
from fasttext_file import read_vectors
from network import Network

NAMES = ["O"] + [f"{p}-{t}" for t in "PER ORG LOC GPE_LOC GPE_ORG PROD EVT DRV MISC".split() for p in "BI"]
PARTS = {"nb": ("nb/ud-norne",), "nn": ("nn/ud-norne",), "en": ("en/ud-ewt", "en/gum-permissive")}
UNER = {"en/ud-ewt": "en/uner-ewt"}


def sentences_of(corpora: pathlib.Path, lang: str, split: str, parts=None) -> list[conllu.Sentence]:
    found = []
    for part in parts or PARTS[lang]:
        read = [s for path in sorted((corpora / part).glob(f"*-{split}*.conllu*")) for s in conllu.read(path, lang)]
        if part in UNER:
            named = {tuple(f): t for path in (corpora / UNER[part]).glob(f"*-{split}*") for f, t in conllu.read_names(path)}
            read = [s._replace(names=[NAMES[0] if t == "O" else t for t in named.get(tuple(s.forms), [])]) for s in read]
        found += read
    return found


class Tables:
    """Vocabulary and label tables, all from the training sentences and the word vectors."""

    def __init__(self, train, vocabulary: list[str], buckets: int, langs: list[str]) -> None:
        count = lambda items: collections.Counter(items)
        self.langs = langs
        self.buckets = buckets
        self.vocabulary = vocabulary
        self.word_ids = {w: i for i, w in enumerate(vocabulary)}
        self.tags = features.Labels.of(count(u + "\t" + f for s in train for u, f in zip(s.upos, s.feats)), 2)
        self.scripts = features.Labels.of(
            count(features.lemma_script(f, l) for s in train for f, l in zip(s.forms, s.lemmas)), 3)
        self.relations = features.Labels.of(count(d for s in train for d in s.deprels), 2)
        self.types: dict[str, int] = {}
        self.words: list[int] = []
        self.grams: list[list[int]] = []
        self.affixes: list[list[int]] = []

    def type_of(self, form: str) -> int:
        lower = form.lower()
        if lower not in self.types:
            self.types[lower] = len(self.words)
            self.words.append(self.word_ids.get(lower, len(self.vocabulary)))
            self.grams.append(features.ngram_buckets(lower, self.buckets))
            self.affixes.append(features.affix_buckets(lower))
        return self.types[lower]

    def freeze(self) -> None:
        self.word_of = numpy.array(self.words)
        self.affixes_of = numpy.array(self.affixes)
        self.gram_starts = numpy.cumsum([0] + [len(b) for b in self.grams])
        self.gram_items = numpy.concatenate([numpy.array(b, dtype=numpy.int64) for b in self.grams])


class Row:
    __slots__ = "types shapes tags scripts heads relations names lang count".split()

    def __init__(self, s: conllu.Sentence, tables: Tables) -> None:
        first, shapes = True, []
        for form in s.forms:
            shapes.append(features.shape(form, first))
            first = first and not any(c.isalnum() for c in form)
        self.count = len(s.forms)
        self.types = numpy.array([tables.type_of(f) for f in s.forms])
        self.shapes = numpy.array(shapes)
        self.tags = numpy.array([tables.tags.get(u + "\t" + f) for u, f in zip(s.upos, s.feats)])
        self.scripts = numpy.array([tables.scripts.get(features.lemma_script(f, l)) for f, l in zip(s.forms, s.lemmas)])
        self.heads = numpy.array(s.heads)
        self.relations = numpy.array([tables.relations.get(d) for d in s.deprels])
        self.names = numpy.array([NAMES.index(n) for n in s.names]) if s.names else None
        self.lang = tables.langs.index(s.lang)


class Batch:
    def __init__(self, rows: list[Row], tables: Tables, rng=None, word_dropout: float = 0.0) -> None:
        counts = [r.count for r in rows]
        self.rows, self.n = rows, sum(counts)
        starts = numpy.cumsum([0] + counts)
        self.offsets = torch.tensor(starts, dtype=torch.int32)
        types = numpy.concatenate([r.types for r in rows])
        words = tables.word_of[types]
        if rng is not None:
            words = numpy.where(rng.random(self.n) < word_dropout, len(tables.vocabulary), words)
        self.words, self.affixes = torch.from_numpy(words), torch.from_numpy(tables.affixes_of[types])
        begin, sizes = tables.gram_starts[types], tables.gram_starts[types + 1] - tables.gram_starts[types]
        bag = numpy.cumsum(sizes) - sizes
        self.gram_ids = torch.from_numpy(tables.gram_items[numpy.arange(sizes.sum()) + numpy.repeat(begin - bag, sizes)])
        self.gram_starts = torch.from_numpy(bag)
        self.shapes = torch.from_numpy(numpy.concatenate([r.shapes for r in rows]))
        self.langs = torch.from_numpy(numpy.repeat([r.lang for r in rows], counts))
        place = numpy.arange(self.n)
        edges = numpy.stack([place - 1, place + 1], 1)
        edges[starts[:-1], 0] = self.n
        edges[starts[1:] - 1, 1] = self.n
        self.edges = torch.from_numpy(edges)
        grid = numpy.full((len(rows), max(counts)), self.n)
        heads = numpy.full((len(rows), max(counts)), -1)
        for i, r in enumerate(rows):
            grid[i, :r.count] = numpy.arange(starts[i], starts[i + 1])
            heads[i, :r.count] = r.heads
        self.grid, self.heads = torch.from_numpy(grid), torch.from_numpy(heads)
        self.head_rows = torch.from_numpy(numpy.concatenate(
            [numpy.where(r.heads == 0, self.n, starts[i] + r.heads - 1) for i, r in enumerate(rows)]))
        join = lambda field: torch.from_numpy(numpy.concatenate([getattr(r, field) for r in rows]))
        self.tags, self.scripts, self.relations = join("tags"), join("scripts"), join("relations")
        self.known = torch.tensor([r.names is not None for r in rows])
        self.names = torch.from_numpy(numpy.concatenate(
            [r.names if r.names is not None else numpy.zeros(r.count, int) for r in rows] + [[0]]))

    def encode(self, net: Network):
        return net.encode(self.words, self.gram_ids, self.gram_starts, self.affixes, self.shapes, self.langs, self.offsets, self.edges)


def batches(rows: list[Row], words: int, rng) -> list[list[Row]]:
    order = sorted(range(len(rows)), key=lambda i: rows[i].count + rng.random() * 4)
    found, batch, total = [], [], 0
    for i in order:
        batch.append(rows[i])
        total += rows[i].count
        if total >= words:
            found.append(batch)
            batch, total = [], 0
    if batch:
        found.append(batch)
    rng.shuffle(found)
    return found


def allowed_steps() -> torch.Tensor:
    steps = torch.zeros(len(NAMES), len(NAMES))
    for i, a in enumerate(NAMES):
        for j, b in enumerate(NAMES):
            if b.startswith("I-") and a[2:] != b[2:]:
                steps[i, j] = -1e4
    return steps


def entities(labels: list[str]) -> set[tuple[int, int, str]]:
    found, start = set(), None
    for i, label in enumerate([*labels, "O"]):
        if start is not None and not label.startswith("I-"):
            found.add((start, i, labels[start][2:]))
            start = None
        if label.startswith("B-"):
            start = i
    return found


def measure(net: Network, rows: list[Row], tables: Tables) -> dict[str, float]:
    """On gold tokens and sentences; greedy heads. The engine's `eval` gives the raw-text figures."""
    net.eval()
    right, total, steps = collections.Counter(), 0, allowed_steps()
    gold_names = told_names = both = 0
    rng = numpy.random.default_rng(0)
    with torch.no_grad():
        for chosen in batches(rows, 3000, rng):
            b = Batch(chosen, tables)
            x = b.encode(net)
            tags = net.tags(x).argmax(1)
            right["tag"] += int((tags == b.tags).sum())
            upos = [tables.tags.names[t].split("\t")[0] for t in tags.tolist()]
            gold = [tables.tags.names[t].split("\t")[0] if t >= 0 else "?" for t in b.tags.tolist()]
            right["upos"] += sum(u == g for u, g in zip(upos, gold))
            right["script"] += int((net.scripts(x).argmax(1) == b.scripts).sum())
            heads = net.arcs(x, b.grid).argmax(2)
            inside = b.grid != b.n
            good = (heads == b.heads)[inside]
            rows_of = torch.where(heads == 0, torch.tensor(b.n), b.offsets[:-1].long().unsqueeze(1) + heads - 1)
            relations = net.relations(x, rows_of[inside]).argmax(1)
            right["uas"] += int(good.sum())
            right["las"] += int((good & (relations == b.relations)).sum())
            total += b.n
            if bool(b.known.any()):
                grid = b.grid[b.known]
                best = net.names_best(x, grid, steps)
                for i, r in enumerate([r for r in chosen if r.names is not None]):
                    told = entities([NAMES[k] for k in best[i, :r.count].tolist()])
                    want = entities([NAMES[k] for k in r.names])
                    gold_names, told_names, both = gold_names + len(want), told_names + len(told), both + len(want & told)
    figures = {k: 100 * v / total for k, v in right.items()}
    figures["names"] = 200 * both / max(1, gold_names + told_names)
    return figures


def start_rows(net: Network, vocabulary: list[str], vectors, buckets: int) -> None:
    """Word vectors as the start of the tables of rows. fastText's: a word's row starts as its whole vector, the mean of its own and
    its n-grams' rows. Those of glove_vectors.py: (rows, n-grams), a word's row is what its n-grams' mean leaves out."""
    with torch.no_grad():
        net.affix.weight.normal_(0, 0.5)
        if isinstance(vectors, tuple):
            net.word.weight[:-1].copy_(vectors[0])
            net.grams.weight.copy_(vectors[1])
        elif vectors is not None:
            net.grams.weight.copy_(vectors[len(vocabulary):] * 4)
            for i, word in enumerate(vocabulary):
                rows = [i] + [len(vocabulary) + b for b in features.ngram_buckets(word, buckets)]
                net.word.weight[i] = vectors[rows].mean(0) * 4
        else:
            net.grams.weight.normal_(0, 0.5)
            net.word.weight[:-1].normal_(0, 0.1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--corpora", type=pathlib.Path, required=True)
    parser.add_argument("--langs", nargs="+", default=["nb", "nn"])
    parser.add_argument("--vectors", type=pathlib.Path)
    parser.add_argument("--again", type=pathlib.Path, help="last.pt of a finished run: its weights, under a new schedule")
    parser.add_argument("--epochs", type=int, default=24)
    parser.add_argument("--stop-after", type=int, default=10 ** 6, help="end after this epoch of the schedule")
    parser.add_argument("--words", type=int, default=800)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--layers", type=int, default=4)
    parser.add_argument("--width", type=int, default=288)
    parser.add_argument("--word-dropout", type=float, default=0.2)
    parser.add_argument("--dropout", type=float, default=0.25)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    os.environ["OMP_NUM_THREADS"] = str(options.threads)
    torch.manual_seed(1)
    options.out.mkdir(parents=True, exist_ok=True)

    train = [s for lang in options.langs for s in sentences_of(options.corpora, lang, "train")]
    dev = {lang: sentences_of(options.corpora, lang, "dev", PARTS[lang][:1]) for lang in options.langs}
    vectors = None
    if options.vectors and options.vectors.suffix == ".npz":
        held = numpy.load(options.vectors)
        vocabulary, vectors = held["vocabulary"].tolist(), (torch.from_numpy(held["words"]), torch.from_numpy(held["grams"]))
        buckets = len(held["grams"])
    elif options.vectors:
        vocabulary, vectors, buckets = read_vectors(options.vectors)
    else:
        counts = collections.Counter(f.lower() for s in train for f in s.forms)
        vocabulary, buckets = sorted(w for w, c in counts.items() if c >= 3), 50000
    tables = Tables(train, vocabulary, buckets, options.langs)
    train_rows = [Row(s, tables) for s in train if len(s.forms) <= 150]
    dev_rows = {lang: [Row(s, tables) for s in found] for lang, found in dev.items()}
    tables.freeze()
    net = Network(len(vocabulary), buckets, len(tables.tags), len(tables.scripts), len(tables.relations), len(NAMES),
                  len(options.langs), layers=options.layers, width=options.width, dropout=options.dropout)
    start_rows(net, vocabulary, vectors, buckets)
    tables_of_rows = ("word.weight", "grams.weight", "affix.weight")
    dense = [p for n, p in net.named_parameters() if n not in tables_of_rows]
    adam = torch.optim.Adam(dense, lr=options.rate, betas=(0.9, 0.95))
    sparse = torch.optim.SparseAdam([net.word.weight, net.grams.weight, net.affix.weight], lr=options.rate, betas=(0.9, 0.95))
    words = sum(r.count for r in train_rows)
    steps = options.epochs * words // options.words
    average = {n: p.detach().clone() for n, p in net.named_parameters()}
    start, step, best = 0, 0, 0.0
    taken_up = options.out / "last.pt"
    if taken_up.exists() or options.again:
        state = torch.load(taken_up if taken_up.exists() else options.again)
        net.load_state_dict(state["net"])
        adam.load_state_dict(state["adam"])
        sparse.load_state_dict(state["sparse"])
        average = state["average"]
        if taken_up.exists():
            start, step, best = state["epoch"], state["step"], state["best"]
    print(f"{len(train_rows)} sentences, {words} words, {len(vocabulary)} words known, {len(tables.tags)} tags, "
          f"{len(tables.scripts)} scripts, {len(tables.relations)} relations, {steps} steps", flush=True)

    for epoch in range(start, min(options.epochs, options.stop_after)):
        rng = numpy.random.default_rng(epoch)
        net.train()
        began, sums, seen = time.time(), collections.Counter(), 0
        for chosen in batches(train_rows, options.words, rng):
            rate = options.rate * min(1, (step + 1) / 300) * max(0.02, 0.5 + 0.5 * math.cos(math.pi * min(1, step / steps)))
            for group in adam.param_groups + sparse.param_groups:
                group["lr"] = rate
            b = Batch(chosen, tables, rng, options.word_dropout)
            x = b.encode(net)
            cross = lambda scores, gold: functional.cross_entropy(scores, gold, ignore_index=-1)
            losses = {"tag": cross(net.tags(x), b.tags), "script": cross(net.scripts(x), b.scripts),
                      "arc": cross(net.arcs(x, b.grid).flatten(0, 1), b.heads.flatten()),
                      "rel": cross(net.relations(x, b.head_rows), b.relations),
                      "name": net.names_loss(x, b.grid, b.names, b.known) * 3}
            loss = sum(losses.values())
            adam.zero_grad()
            sparse.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(dense, 5.0)
            adam.step()
            sparse.step()
            step += 1
            seen += b.n
            if step % 10 == 0:
                keep = min(0.99, step / (step + 100))
                with torch.no_grad():
                    for n, p in net.named_parameters():
                        average[n].lerp_(p.detach(), 1 - keep)
            for k, v in losses.items():
                sums[k] += float(v.detach()) * b.n
            if step % 50 == 0:
                print(f"  step {step} {seen / (time.time() - began):.0f} words/s "
                      + " ".join(f"{k} {v / seen:.3f}" for k, v in sums.items()), flush=True)
        kept = {n: p.detach().clone() for n, p in net.named_parameters()}
        with torch.no_grad():
            for n, p in net.named_parameters():
                p.copy_(average[n])
        report, score = [], 0.0
        for lang, rows in dev_rows.items():
            f = measure(net, rows, tables)
            score += f["las"] + 0.3 * f["names"] + f["tag"]
            report.append(lang + " " + " ".join(f"{k} {v:.2f}" for k, v in f.items()))
        print(f"epoch {epoch + 1} {time.time() - began:.0f} s  " + " | ".join(report), flush=True)
        whole = {"net": net.state_dict(), "tables": {
            "vocabulary": vocabulary, "buckets": buckets, "langs": options.langs, "tags": tables.tags.names,
            "scripts": tables.scripts.names, "relations": tables.relations.names, "names": NAMES},
            "layers": options.layers, "width": options.width, "epoch": epoch + 1}
        if score > best:
            best = score
            torch.save(whole, options.out / "best.pt")
        if epoch + 1 == options.epochs:
            torch.save(whole, options.out / "final.pt")
        with torch.no_grad():
            for n, p in net.named_parameters():
                p.copy_(kept[n])
        torch.save({"net": net.state_dict(), "adam": adam.state_dict(), "sparse": sparse.state_dict(), "average": average,
                    "epoch": epoch + 1, "step": step, "best": best}, options.out / "last.pt")


if __name__ == "__main__":
    main()
