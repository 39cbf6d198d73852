# SPDX-License-Identifier: Apache-2.0
"""Makes the parity fixture: a tiny network with random weights and what PyTorch says of a few sentences.

    parity.py src/parse/testdata        writes tiny.model and tiny.expected; parity_test.cpp runs the same in C++
"""
from __future__ import annotations

import pathlib
import sys

import numpy
import torch

import conllu
import export
import features
from network import Network
from train import NAMES, Batch, Row, Tables, allowed_steps

SENTENCES = [
    "– Vi møtes tirsdag , sier Norges utenriksminister .", "USAs president ringer Kreml i 2017 .", "Nei", "Førstkommande veke drar ho til Genève",
    "E-tjenesten varsler om 20.000 soldater ved grensen , og NATO svarer at det ikke er noe nytt i dette .",
]


def rounded(_, inputs):
    """The inputs of a quantised product as the engine sees them: each row in steps of a 127th of its largest."""
    step = inputs[0].abs().amax(-1, keepdim=True).clamp(min=1e-20) / 127
    return (torch.round(inputs[0] / step) * step,)


def main() -> None:
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(5)
    features.AFFIX_BUCKETS = 64     # a small fixture
    train = []
    for number, text in enumerate(SENTENCES):
        forms = text.split()
        n = len(forms)
        upos = [("NOUN", "VERB", "PUNCT", "PROPN")[(i + number) % 4] for i in range(n)]
        feats = [("_", "Number=Plur", "Tense=Past|VerbForm=Fin")[i % 3] for i in range(n)]
        lemmas = [f.lower()[:-1] + "e" if i % 2 else f for i, f in enumerate(forms)]
        deprels = [("nsubj", "obj", "root", "punct")[i % 4] for i in range(n)]
        train += [conllu.Sentence(forms, lemmas, upos, feats, [0] * n, deprels, ["O"] * n, False, ("nb", "nn")[number % 2])] * 3
    vocabulary = ["vi", "usas", "kreml", "nei", "ho", "til", "genève", "."]
    tables = Tables(train, vocabulary, 50, ["nb", "nn"])
    rows = [Row(s, tables) for s in train[::3]]
    tables.freeze()
    net = Network(len(vocabulary), 50, len(tables.tags), len(tables.scripts), len(tables.relations), len(NAMES), 2, embed=16, affix=16,
                  width=32, layers=2, arc=16, relation=16)
    net.eval()
    with torch.no_grad():
        for parameter in net.parameters():
            parameter.mul_(1.7).add_(torch.randn_like(parameter) * 0.15)
        for table in (net.word, net.grams, net.affix):      # what export.py rounds to eight bits
            scale = table.weight.abs().amax(1, keepdim=True).clamp(min=1e-8) / 127
            table.weight.copy_(torch.round(table.weight / scale) * scale)
        net.word.weight[-1] = 0
        for linear in (net.window, *(layer.project for layer in net.layers), net.arc_dep, net.arc_head, net.rel_dep, net.rel_head, net.tag,
                       net.script_hidden, net.name):
            linear.register_forward_pre_hook(rounded)
            scale = linear.weight.abs().amax(1, keepdim=True) / 63
            linear.weight.copy_(torch.round(linear.weight / scale) * scale)
    kept = {"vocabulary": vocabulary, "buckets": 50, "langs": ["nb", "nn"], "tags": tables.tags.names, "scripts": tables.scripts.names,
            "relations": tables.relations.names, "names": NAMES}
    export.write(folder / "tiny.model", export.arrays_of(net.state_dict(), kept, 2, 32) | export.lexicon_arrays({}))
    with torch.no_grad(), open(folder / "tiny.expected", "w", encoding="utf-8") as out:
        out.write("# Made by training/parity.py: form, lemma, tag (row), relation scores' row is left to the tree, name (row)\n")
        for sentence, row in zip(train[::3], rows):
            b = Batch([row], tables)
            x = b.encode(net)
            tags, scripts = net.tags(x).argmax(1), net.scripts(x).argmax(1)
            names = net.names_best(x, b.grid, allowed_steps())[0]
            arcs = net.arcs(x, b.grid)[0]
            out.write(f"@ {sentence.lang}\n")
            for i, form in enumerate(sentence.forms):
                lemma = features.apply_script(form, tables.scripts.names[scripts[i]]) or form
                upos, feats = tables.tags.names[tags[i]].split("\t")
                scores = arcs[i].clone()
                scores[i + 1] = -1e9
                out.write("\t".join([form, lemma, upos, feats, NAMES[names[i]], str(int(scores.argmax()))]) + "\n")


if __name__ == "__main__":
    main()
