#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Learns world/codebook/merge.tsv: what speaks for two mentions telling the same act. See README.md.

    learn.py --tools FOLDER --train GOLD TRACE [--dev GOLD TRACE] [--bias 0.5] [--write world/codebook/merge.tsv]

FOLDER holds goldlib.py and score.py of the gold files; TRACE is what the traced binary wrote for GOLD, its articles in
the order of their names. Logistic regression on pairs, one weight a sign; grouping as in src/event/merge.cpp.
"""
import argparse
import collections
import math
import pathlib
import random
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
TYPES = ("AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE "
         "COERCE ASSAULT").split()
LOOK_BACK = 80
HALF_KNOWN = 0.3  # weight of a pair of which only one mention is in the gold files

HEAD = """# SPDX-License-Identifier: Apache-2.0
# What speaks for two mentions telling the same act, and how much: the sum of the weights of the signs that hold, above 0
# for the same act. Signs are explained in src/event/merge_model.h; a type's name holds for all acts of that type.
# Learnt from read articles: training/merge/README.md. Owner: event stage. Read once, shared by all threads.
sign\tweight
"""


def sign_names():
    text = re.sub(r"//[^\n]*", "", (ROOT / "src/event/merge_model.h").read_text(encoding="utf-8"))
    names = re.search(r"enum class Sign[^{]*\{(.*?)\};", text, re.S).group(1).split(",")
    return [n.strip() for n in names if n.strip() and n.strip() != "count"]


NAMES = sign_names()


def features(bits, kind):
    return [i for i in range(len(NAMES)) if bits >> i & 1] + [len(NAMES) + TYPES.index(kind)]


def load(folder, trace, goldlib, score):
    folder = pathlib.Path(folder)
    gold = sorted(goldlib.load_folder(folder), key=lambda d: d["doc"])
    documents, current, raw = [], None, b""
    for line in open(trace, encoding="utf-8"):
        part = line.split()
        if part[:1] == ["D"]:
            document = gold[len(documents)]
            raw = document["text"].encode()
            current = {"gold": document, "mentions": [], "pairs": {}}
            current["known"] = [(t, k) for k, e in enumerate(document["events"]) for t in score.triggers(e)]
            documents.append(current)
        elif part[:1] == ["C"]:
            start, end = (len(raw[:int(p)].decode(errors="ignore")) for p in part[1:3])
            rows = [n for n, (t, _) in enumerate(current["known"]) if t["start"] < end and start < t["end"]]
            current["mentions"].append({
                "type": part[3], "bare": part[4] == "1", "sure": part[5] == "1", "echo": part[6] == "1",
                "rows": rows, "events": {current["known"][n][1] for n in rows}})
        elif part[:1] == ["P"]:
            current["pairs"][int(part[1]), int(part[2])] = (int(part[3], 16), part[4] == "1")
    return documents


def dataset(documents):
    rows = []
    for number, d in enumerate(documents):
        for (i, j), (bits, excluded) in d["pairs"].items():
            a, b = d["mentions"][i], d["mentions"][j]
            if excluded or not (a["events"] or b["events"]):
                continue
            both = bool(a["events"] and b["events"])
            rows.append((features(bits, a["type"]), bool(a["events"] & b["events"]), 1 if both else HALF_KNOWN, number))
    size = collections.Counter(r[3] for r in rows)
    return [(f, y, w * min(1, math.sqrt(40 / size[n]))) for f, y, w, n in rows]


def train(rows, decay=0.05, epochs=60, rate=0.05):
    weights = [0.0] * (len(NAMES) + len(TYPES))
    squares = [1e-8] * len(weights)
    rows = list(rows)
    random.seed(1)
    for epoch in range(epochs):
        random.shuffle(rows)
        for f, y, w in rows:
            z = sum(weights[k] for k in f)
            slope = (1 / (1 + math.exp(-max(-30, min(30, z)))) - y) * w
            for k in f:
                g = slope + decay * weights[k] * (0.1 if k == 0 else 1) * w
                squares[k] += g * g
                weights[k] -= rate / (1 + epoch * 0.1) * g
    return weights


def group(d, weights, bias):
    groups, group_of = [], {}
    for j, mention in enumerate(d["mentions"]):
        scores = collections.defaultdict(list)
        for i in range(max(0, j - LOOK_BACK), j):
            if (i, j) in d["pairs"] and i in group_of:
                bits, excluded = d["pairs"][i, j]
                value = -math.inf if excluded else sum(weights[k] for k in features(bits, mention["type"])) + bias
                scores[group_of[i]].append(value)
        best = max(scores, key=lambda g: sum(scores[g]) / len(scores[g]), default=None)
        if best is None or sum(scores[best]) <= 0:
            if mention["echo"]:
                continue
            best = len(groups)
            groups.append([])
        groups[best].append(j)
        group_of[j] = best
    return groups


def evaluate(documents, weights, bias, score):
    right = gold = told = 0
    for d in documents:
        wanted = score.links(d["gold"]["events"], [t for t, _ in d["known"]])
        found = set()
        for members in group(d, weights, bias):
            if all(d["mentions"][m]["bare"] and not d["mentions"][m]["sure"] for m in members):
                continue  # not told
            rows = sorted({n for m in members for n in d["mentions"][m]["rows"]})
            found |= {(a, b) for x, a in enumerate(rows) for b in rows[x + 1:]}
        right, gold, told = right + len(wanted & found), gold + len(wanted), told + len(found)
    p, r = right / max(told, 1), right / max(gold, 1)
    return f"P {p:.3f}  R {r:.3f}  F1 {2 * p * r / (p + r) if p + r else 0:.3f}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tools", required=True)
    parser.add_argument("--train", nargs=2, required=True, metavar=("GOLD", "TRACE"))
    parser.add_argument("--dev", nargs=2, metavar=("GOLD", "TRACE"))
    parser.add_argument("--bias", type=float, default=0.5)
    parser.add_argument("--write")
    options = parser.parse_args()
    sys.path.insert(0, options.tools)
    import goldlib
    import score
    learnt = load(*options.train, goldlib, score)
    weights = train(dataset(learnt))
    sets = {"train": learnt}
    if options.dev:
        sets["dev"] = load(*options.dev, goldlib, score)
    for bias in (-0.5, 0, 0.25, 0.5, 0.75, 1, 1.5):
        print(f"bias {bias:5.2f}", *(f"{name}: {evaluate(d, weights, bias, score)}" for name, d in sets.items()))
    if options.write:
        weights[0] += options.bias
        lines = [f"{n}\t{w:.2f}\n" for n, w in zip(NAMES + TYPES, weights) if abs(w) >= 0.005]
        pathlib.Path(options.write).write_text(HEAD + "".join(lines), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
