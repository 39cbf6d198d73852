# SPDX-License-Identifier: Apache-2.0
"""Scores entity clusters against NARC: MUC, B³, CEAFe and their mean, the CoNLL F1.

    coref.py NARC.jsonl.xz --lang nb -- build/depesje read

Mentions are matched by their head word (of the trees the command itself makes), as CorefUD does; chains of one mention
are left out on both sides. Three rows: all chains; chains that stand for a person, an organisation or a place we have
a mention of; and only the mentions that both sides have, which is how well mentions are joined. --errors prints the
mentions we joined to another chain than the gold does.
"""
from __future__ import annotations

import argparse
import collections
import json
import pathlib
import subprocess
import sys

from conllu import open_text


def run(command: list[str], documents: list[dict], lang: str, *options: str) -> str:
    lines = "".join(json.dumps({"id": d["doc"], "lang": lang, "text": d["text"]}) + "\n" for d in documents)
    return subprocess.run([*command, "--from", "jsonl", "--lang", lang, *options, "-"], input=lines.encode(),
                          stdout=subprocess.PIPE, check=True).stdout.decode()


def tokens_of(text: str, conllu: str) -> list[tuple[int, int, int]]:
    """(start, end, governor's row or -1) of each word, found in the text from left to right."""
    rows, at, base = [], 0, 0
    for block in conllu.split("\n\n"):
        size = 0
        for line in block.splitlines():
            cells = line.split("\t")
            if len(cells) != 10 or not cells[0].isdigit():
                continue
            start = text.find(cells[1], at)
            if start < 0:
                start = at
            at = start + len(cells[1])
            rows.append((start, at, base + int(cells[6]) - 1 if cells[6] != "0" else -1))
            size += 1
        base += size
    return rows


def head_of(tokens, start: int, end: int):
    inside = [i for i, t in enumerate(tokens) if t[0] < end and t[1] > start]
    for i in inside:
        if tokens[i][2] not in inside:
            return i
    return None


def gold_chains(document: dict) -> list[list[tuple[int, int]]]:
    spans = {m[0]: (m[2][0][0], m[2][-1][1]) for m in document["markables"]}
    parent = {m: m for m in spans}

    def root(m):
        while parent[m] != m:
            m = parent[m]
        return m

    for kind, a, b in document["relations"]:
        if kind == "Coref" and a in parent and b in parent:
            parent[root(a)] = root(b)
    chains = collections.defaultdict(list)
    for m, span in spans.items():
        chains[root(m)].append(span)
    return [c for c in chains.values() if len(c) > 1]


def told_chains(records: list[dict]) -> list[list[tuple[int, int]]]:
    by_span = collections.defaultdict(list)
    for r in records:
        who = r.get("entity") or r.get("place")
        if who:
            kind = "place" if not r.get("entity") else "entity"
            by_span[r["start"], r["end"]].append(who.get("id") or (who["name"].lower(), who.get("code"), kind))
    chains = collections.defaultdict(list)
    for span, whose in by_span.items():
        if len(whose) == 1:  # "de to presidentene" is in no chain
            chains[whose[0]].append(span)
    return list(chains.values())


def as_heads(chains, tokens) -> list[frozenset]:
    made, taken = [], set()
    for chain in chains:
        heads = {head_of(tokens, *span) for span in chain} - {None} - taken
        taken |= heads
        made.append(frozenset(heads))
    return made


def muc(gold, told):
    def one(a, b):
        of = {m: n for n, chain in enumerate(b) for m in chain}
        right = sum(len(c) - len({of.get(m, (n, m)) for m in c}) for n, c in enumerate(a))
        return right, sum(len(c) - 1 for c in a)
    return *one(gold, told), *one(told, gold)


def b_cubed(gold, told):
    def one(a, b):
        right = sum(len(c & d) ** 2 / len(c) for c in a for d in b)
        return right, sum(map(len, a))
    return *one(gold, told), *one(told, gold)


def best_assignment(worth: list[list[float]]) -> float:
    """Highest sum with one column a row (Hungarian method); no more rows than columns."""
    if not worth or not worth[0]:
        return 0.0
    rows, columns = len(worth), len(worth[0])
    u, v, row_of = [0.0] * (rows + 1), [0.0] * (columns + 1), [0] * (columns + 1)
    for row in range(1, rows + 1):
        row_of[0], here = row, 0
        least, before, seen = [float("inf")] * (columns + 1), [0] * (columns + 1), [False] * (columns + 1)
        while row_of[here]:
            seen[here] = True
            i, delta, following = row_of[here], float("inf"), 0
            for j in range(1, columns + 1):
                if seen[j]:
                    continue
                cost = -worth[i - 1][j - 1] - u[i] - v[j]
                if cost < least[j]:
                    least[j], before[j] = cost, here
                if least[j] < delta:
                    delta, following = least[j], j
            for j in range(columns + 1):
                if seen[j]:
                    u[row_of[j]] += delta
                    v[j] -= delta
                else:
                    least[j] -= delta
            here = following
        while here:
            row_of[here] = row_of[before[here]]
            here = before[here]
    return sum(worth[row_of[j] - 1][j - 1] for j in range(1, columns + 1) if row_of[j])


def ceaf_e(gold, told):
    alike = [[2 * len(g & t) / (len(g) + len(t)) for t in told] for g in gold]
    if len(gold) > len(told):
        alike = [list(column) for column in zip(*alike)]
    right = best_assignment(alike)
    return right, len(gold), right, len(told)


METRICS = {"MUC": muc, "B3": b_cubed, "CEAFe": ceaf_e}


class Figures:
    def __init__(self) -> None:
        self.sums = {name: [0.0] * 4 for name in METRICS}

    def add(self, gold, told) -> None:
        gold, told = ([c for c in chains if len(c) > 1] for chains in (gold, told))
        for name, metric in METRICS.items():
            self.sums[name] = [a + b for a, b in zip(self.sums[name], metric(gold, told))]

    def line(self, title: str) -> str:
        cells, mean = [], 0.0
        for name, (right_r, all_r, right_p, all_p) in self.sums.items():
            recall, precision = right_r / max(all_r, 1), right_p / max(all_p, 1)
            f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
            mean += f1 / len(self.sums)
            cells.append(f"{name} P {precision:.3f} R {recall:.3f} F1 {f1:.3f}")
        return f"{title:<9} {'   '.join(cells)}   CoNLL F1 {mean:.3f}"


def main() -> int:
    arguments = sys.argv[1:]
    cut = arguments.index("--") if "--" in arguments else len(arguments)
    arguments, command = arguments[:cut], arguments[cut + 1:]
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=pathlib.Path)
    parser.add_argument("--lang", required=True)
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args(arguments)
    if not command:
        parser.error("give -- COMMAND")
    with open_text(options.file) as stream:
        documents = [json.loads(line) for line in stream]
    records = collections.defaultdict(list)
    for line in run(command, documents, options.lang, "--mentions", "--stop-after", "place", "--format",
                    "jsonl").splitlines():
        record = json.loads(line)
        if record["kind"] == "mention":
            records[record["doc"]].append(record)
    rows = {name: Figures() for name in ("all", "actors", "both")}
    for document in documents:
        text = document["text"]
        tokens = tokens_of(text, run(command, [document], options.lang, "--stop-after", "parse", "--format", "conllu"))
        gold = as_heads(gold_chains(document), tokens)
        told = as_heads(told_chains(records[document["doc"]]), tokens)
        rows["all"].add(gold, told)
        ours = {m for c in told for m in c}
        rows["actors"].add([c for c in gold if c & ours], told)
        shared = {m for c in gold for m in c} & ours
        rows["both"].add([c & shared for c in gold], [c & shared for c in told])
        if options.errors:
            show_errors(document["doc"], text, tokens, gold, told)
    for name, figures in rows.items():
        print(figures.line(name))
    return 0


def show_errors(doc, text, tokens, gold, told) -> None:
    of = {m: n for n, chain in enumerate(gold) for m in chain}
    for chain in told:
        mentions = sorted(m for m in chain if m in of)
        count = collections.Counter(of[m] for m in mentions)
        if len(count) < 2:
            continue
        main_chain = count.most_common(1)[0][0]
        for m in mentions:
            if of[m] == main_chain:
                continue
            start, end, _ = tokens[m]
            whom = text[tokens[min(x for x in mentions if of[x] == main_chain)][0]:][:25].split("\n")[0]
            print(f"{doc}: {text[max(0, start - 70):start]}[{text[start:end]}]{text[end:end + 30]} -> {whom}"
                  .replace("\n", "/"))


if __name__ == "__main__":
    sys.exit(main())
