#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Learns world/codebook/confidence.tsv: how likely an event is told rightly. Prints how well that holds (reliability).

    confidence.py --tools TOOLS --data . --train GOLD READ.jsonl --test GOLD READ.jsonl [--write world/codebook/confidence.tsv]

READ.jsonl is what `depesje read --from jsonl` told of the articles of GOLD. An event is right if a reader marked one of
its triggers with its type. Logistic regression on the signs of src/event/confidence.h; no sign is asked of the text.
"""
import argparse
import math
import pathlib
import random
import re
import sys

HEAD = """# SPDX-License-Identifier: Apache-2.0
# How likely an event is told rightly: the logistic of the sum of the weights of the signs that hold (src/event/confidence.h);
# a type's name holds for all events of that type. Learnt from read articles: training/confidence.py. Owner: event stage.
# Read once, shared by all threads.
sign\tweight
"""


def rows_of(data):
    rows = {}
    for lang in ("nb", "nn", "en"):
        for path in pathlib.Path(data, "lang", lang).glob("events*.tsv"):
            for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
                part = line.split("\t")
                conf = re.search(r"\bconf=(\S+)", line)
                if len(part) > 2:
                    rows[lang, f"{path.name}:{number}"] = (part[1], float(conf.group(1)) if conf else 1.0)
    return rows


def examples(folder, told, data, tools):
    sys.path.insert(0, tools)
    import goldlib
    import score
    known = rows_of(data)
    predicted = score.read_predictions(pathlib.Path(told).read_text(encoding="utf-8"), told)
    out = []
    for document in goldlib.load_folder(pathlib.Path(folder)):
        marks = [(t, e["type"]) for e in document["events"] for t in score.triggers(e)]
        for event in predicted.get(document["doc"], []):
            if event.get("kind") != "event":
                continue
            names = [d.split()[-1] for d in event["derivation"] if d.startswith("arguments ")]
            rows = [known.get((document["lang"], n), ("v", 1.0)) for n in names] or [("v", 1.0)]
            signs = ["always", event["type"]]
            if max(c for _, c in rows) < 1:
                signs.append("weak_sense")
            if event["actors"]:
                signs.append("actor")
            mutual = event["type"] in score.RECIPROCAL and len(event["actors"]) > 1
            if event["recipients"] or mutual:
                signs.append("recipient")
            if len(event["evidence"]) > 1:
                signs.append("told_again")
            if all(p == "n" for p, _ in rows):
                signs.append("noun")
            right = any(score.overlap(t, m) and k == event["type"] for t in score.triggers(event) for m, k in marks)
            out.append((signs, right))
    return out


def learn(rows, decay=0.02, epochs=200, rate=0.3):
    weights = {s: 0.0 for signs, _ in rows for s in signs}
    random.seed(1)
    for epoch in range(epochs):
        slopes = {s: decay * w * (s != "always") for s, w in weights.items()}
        for signs, right in rows:
            slope = (probability(weights, signs) - right) / len(rows)
            for s in signs:
                slopes[s] += slope
        for s in weights:
            weights[s] -= rate * 10 / (1 + epoch * 0.02) * slopes[s] * 0.3
    return weights


def probability(weights, signs):
    return 1 / (1 + math.exp(-sum(weights.get(s, 0) for s in signs)))


def reliability(name, weights, rows):
    scored = [(probability(weights, signs), right) for signs, right in rows]
    brier = sum((p - r) ** 2 for p, r in scored) / len(scored)
    print(f"{name}: {len(rows)} events, right {sum(r for _, r in scored) / len(scored):.3f}, Brier score {brier:.3f}")
    for low, high in ((0, 0.5), (0.5, 0.65), (0.65, 0.75), (0.75, 0.85), (0.85, 1.01)):
        bucket = [(p, r) for p, r in scored if low <= p < high]
        if bucket:
            said = sum(p for p, _ in bucket) / len(bucket)
            was = sum(r for _, r in bucket) / len(bucket)
            print(f"  told {low:.2f}-{min(high, 1):.2f}  {len(bucket):4} events  mean {said:.2f}  right {was:.2f}  "
                  + "#" * round(40 * was))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tools", required=True)
    parser.add_argument("--data", default=".")
    parser.add_argument("--train", nargs=2, required=True, metavar=("GOLD", "READ"))
    parser.add_argument("--test", nargs=2, required=True, metavar=("GOLD", "READ"))
    parser.add_argument("--write")
    options = parser.parse_args()
    learnt = examples(*options.train, options.data, options.tools)
    asked = examples(*options.test, options.data, options.tools)
    weights = learn(learnt)
    reliability("learnt from", weights, learnt)
    reliability("asked of", weights, asked)
    if options.write:
        both = sorted(weights.items(), key=lambda w: (w[0].isupper(), w[0] != "always", w[0]))
        pathlib.Path(options.write).write_text(HEAD + "".join(f"{s}\t{w:.2f}\n" for s, w in both), encoding="utf-8")


if __name__ == "__main__":
    main()
