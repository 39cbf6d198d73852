# SPDX-License-Identifier: Apache-2.0
"""What the network sees of a word and what it is asked: hashed n-grams, shape, edit scripts of lemmas, label tables.

Every function here has a twin in src/parse (features.cpp, edit_script.cpp); the parity test compares them.
"""
from __future__ import annotations

import collections

MIN_N, MAX_N = 3, 5     # length of character n-grams of "<form>", as in fastText (Bojanowski et al. 2017)
SHAPES = 64


def ngram_buckets(form: str, buckets: int) -> list[int]:
    """fastText's hashing: FNV-1a over the UTF-8 bytes (signed, as it does) of each n-gram of '<form>'."""
    marked = "<" + form + ">"
    encoded = [c.encode() for c in marked]
    found = []
    for start in range(len(encoded)):
        for length in range(MIN_N, MAX_N + 1):
            if start + length > len(encoded):
                break
            value = 2166136261
            for byte in b"".join(encoded[start:start + length]):
                value ^= byte if byte < 128 else byte | 0xFFFFFF00
                value = value * 16777619 & 0xFFFFFFFF
            found.append(value % buckets)
    return found


AFFIXES = (("s", 1), ("s", 2), ("s", 3), ("s", 4), ("p", 2), ("p", 3))     # ends and beginnings looked at on their own
AFFIX_BUCKETS = 12288


def affix_buckets(form: str) -> list[int]:
    """One bucket for each of AFFIXES: FNV-1a over its number and the characters (the whole form where it is shorter)."""
    found = []
    for number, (side, length) in enumerate(AFFIXES):
        part = form[-length:] if side == "s" else form[:length]
        value = (2166136261 ^ number) * 16777619 & 0xFFFFFFFF
        for byte in part.encode():
            value = (value ^ byte) * 16777619 & 0xFFFFFFFF
        found.append(value % AFFIX_BUCKETS)
    return found


def shape(form: str, first: bool) -> int:
    """Case (5) × digits (3) × hyphen (2) × first in its sentence (2)."""
    letters = [c for c in form if c.isalpha()]
    if not letters:
        case = 0
    elif all(c == c.lower() for c in letters):
        case = 1
    elif len(letters) > 1 and all(c != c.lower() for c in letters):
        case = 3
    elif form[0] != form[0].lower() and all(c == c.lower() for c in letters[1:]):
        case = 2
    else:
        case = 4
    digits = sum("0" <= c <= "9" for c in form)
    digit = 0 if digits == 0 else 2 if digits == len(form) else 1
    return ((case * 3 + digit) * 2 + ("-" in form[1:-1])) * 2 + first


def lemma_script(form: str, lemma: str) -> str:
    """How to make the lemma: '=…' replaces the whole; else case (l: lower all, k: keep), characters cut in front, in front
    put, characters cut behind, behind put: 'l|0||2|e'."""
    for case, base in (("l", form.lower()), ("k", form)):
        if case == "l" and lemma != lemma.lower():
            continue
        best, where = 0, (0, 0)
        for i in range(len(base)):
            for j in range(len(lemma)):
                length = 0
                while i + length < len(base) and j + length < len(lemma) and base[i + length] == lemma[j + length]:
                    length += 1
                if length > best:
                    best, where = length, (i, j)
        if best * 2 >= max(len(lemma), 2) or (best and best == len(lemma)):
            i, j = where
            if i <= 3:
                return f"{case}|{i}|{lemma[:j]}|{len(base) - i - best}|{lemma[j + best:]}"
    return "=" + lemma


def apply_script(form: str, script: str) -> str:
    if script.startswith("="):
        return script[1:]
    case, cut, front, cut_behind, behind = script.split("|", 4)
    base = form.lower() if case == "l" else form
    if int(cut) + int(cut_behind) > len(base):
        return base
    return front + base[int(cut):len(base) - int(cut_behind)] + behind


class Labels:
    """A label table with a count floor; -1 stands for a label too rare to learn."""

    def __init__(self, names: list[str]) -> None:
        self.names = names
        self.ids = {n: i for i, n in enumerate(names)}

    @classmethod
    def of(cls, counts: collections.Counter, floor: int) -> "Labels":
        return cls([n for n, c in sorted(counts.items(), key=lambda p: (-p[1], p[0])) if c >= floor])

    def __len__(self) -> int:
        return len(self.names)

    def get(self, name: str) -> int:
        return self.ids.get(name, -1)
