# SPDX-License-Identifier: Apache-2.0
"""Reads treebanks: CoNLL-U files (plain or .xz) into sentences of plain tuples, and crude tokens out of raw text."""
from __future__ import annotations

import lzma
import pathlib
import re
from typing import Iterator, NamedTuple


class Sentence(NamedTuple):
    forms: list[str]
    lemmas: list[str]
    upos: list[str]
    feats: list[str]
    heads: list[int]      # 1-based, 0 = root
    deprels: list[str]
    names: list[str]      # BIO of NorNE types; [] where the corpus has none
    heading: bool
    lang: str


def open_text(path: pathlib.Path):
    return lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else open(path, encoding="utf-8")


def read(path: pathlib.Path, lang: str) -> Iterator[Sentence]:
    rows, heading = [], False
    with open_text(path) as stream:
        for line in stream:
            line = line.rstrip("\n")
            if line.startswith("# heading = yes"):
                heading = True
            if not line:
                if rows:
                    yield build(rows, heading, lang)
                rows, heading = [], False
            elif line[0] != "#":
                cells = line.split("\t")
                if cells[0].isdigit():
                    rows.append(cells)
    if rows:
        yield build(rows, heading, lang)


def build(rows: list[list[str]], heading: bool, lang: str) -> Sentence:
    names = []
    for cells in rows:
        found = [m[5:] for m in cells[9].split("|") if m.startswith("name=")]
        if found:
            names.append(found[0])
    if len(names) != len(rows):
        names = []
    return Sentence([c[1] for c in rows], [c[2] for c in rows], [c[3] for c in rows], [c[5] for c in rows],
                    [int(c[6]) for c in rows], [c[7] for c in rows], names, heading, lang)


def read_names(path: pathlib.Path) -> list[tuple[list[str], list[str]]]:
    """UNER's IOB2 files: (forms, tags) per sentence; ORG LOC PER only."""
    found, forms, tags = [], [], []
    with open_text(path) as stream:
        for line in stream:
            line = line.rstrip("\n")
            if not line:
                if forms:
                    found.append((forms, tags))
                forms, tags = [], []
            elif line[0] != "#":
                cells = line.split("\t")
                forms.append(cells[1])
                tags.append(cells[2])
    if forms:
        found.append((forms, tags))
    return found


TOKEN = re.compile(r"\d+(?:[.,:]\d+)*|\w+(?:[-'’.]\w+)*|[^\w\s]")


def crude_tokens(text: str) -> list[str]:
    """Good enough for word statistics; the real tokeniser is the engine's."""
    return TOKEN.findall(text)
