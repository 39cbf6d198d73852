#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes lang/<code>/function_words.tsv: how clearly common words and endings tell nb, nn and en apart.

    python3 training/language/make_word_weights.py CORPORA lang

CORPORA is the folder of the treebanks and raw texts (training parts only). A weight is the logarithm of how much more often
the language has the word than the language that has it least, as naive Bayes adds them up; only words frequent in some
language are kept, so the tables hold general vocabulary and no text.
"""
import collections
import lzma
import math
import pathlib
import re
import sys

SOURCES = {
    "nb": ["nb/ud-norne/no_bokmaal-ud-train.converted.conllu.xz", "raw/wikipedia_100k.nb.txt.xz"],
    "nn": ["nn/ud-norne/no_nynorsk-ud-train.converted.conllu.xz", "raw/wikipedia_100k.nn.txt.xz"],
    "en": ["en/ud-ewt/en_ewt-ud-train.conllu.xz", "en/gum-permissive/en_gum-permissive-train.conllu.xz"],
}
WORDS = 900        # most frequent words of each language
ENDINGS = 260      # most telling endings over all
RAW_LIMIT = 12_000_000
WORD = re.compile(r"[^\W\d_]+")


def sentences(path):
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        read = 0
        for line in lines:
            if path.name.endswith("conllu.xz"):
                if line.startswith("# text = "):
                    yield line[9:]
            else:
                read += len(line)
                if read > RAW_LIMIT:
                    return
                yield line


def counts(corpora, names):
    total = collections.Counter()
    for name in names:
        part = collections.Counter()
        for text in sentences(corpora / name):
            # Capitalised words inside a sentence are names; those at its start count in small letters.
            for match in WORD.finditer(text):
                word = match.group()
                if word.islower() or (match.start() == 0 and word[1:].islower()) or word == "I":
                    part[word.lower()] += 1
        size = sum(part.values())
        for word, count in part.items():
            total[word] += count / size * 1e6 / len(names)
    return total


def weights(per_million):
    smoothed = {code: math.log(value + 3.0) for code, value in per_million.items()}
    least = min(smoothed.values())
    return {code: min(5.0, value - least) for code, value in smoothed.items()}


def main():
    corpora, lang = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    frequency = {code: counts(corpora, names) for code, names in SOURCES.items()}
    table = {code: {} for code in SOURCES}

    def put(entry, per_million):
        for code, weight in weights(per_million).items():
            if weight >= 0.1:
                table[code][entry] = round(weight, 2)

    chosen = set()
    for code, words in frequency.items():
        chosen |= {word for word, _ in words.most_common(WORDS)}
    for word in sorted(chosen):
        put(word, {code: frequency[code][word] for code in SOURCES})

    endings = {code: collections.Counter() for code in SOURCES}
    for code, words in frequency.items():
        for word, count in words.items():
            if word in chosen:
                continue
            for size in (2, 3, 4):
                if len(word) >= size + 2 and len(word[-size:].encode()) <= 5:
                    endings[code][word[-size:]] += count
    def telling(ending):
        values = {code: endings[code][ending] for code in SOURCES}
        spread = weights(values)
        return max(values.values()) * (max(spread.values()) - sorted(spread.values())[1] + 0.3)
    ranked = sorted({e for c in endings.values() for e in c}, key=lambda e: (-telling(e), e))
    for ending in ranked[:ENDINGS]:
        put("-" + ending, {code: endings[code][ending] for code in SOURCES})

    for code, prior in (("nb", 0.3), ("nn", 0.2)):
        table[code]["*"] = prior
    for code, rows in table.items():
        with open(lang / code / "function_words.tsv", "w", encoding="utf-8") as out:
            out.write("# SPDX-License-Identifier: Apache-2.0\n"
                      "# How clearly common words, endings (-) and any text (*) speak for this language (src/text/language.h).\n"
                      "# Made by training/language/make_word_weights.py from frequencies in treebanks and raw text.\n"
                      "word\tweight\n")
            for word, weight in sorted(rows.items()):
                out.write(f"{word}\t{weight:g}\n")


if __name__ == "__main__":
    main()
