# SPDX-License-Identifier: Apache-2.0
"""Writes a CoNLL-U file again with the names of a Universal NER file (name=B-PER in the last column; sentences are found by their
words), so that `depesje eval` can score them.

    with_names.py en_ewt-ud-dev.conllu en_ewt-ud-dev.iob2 > named.conllu
"""
import pathlib
import sys

import conllu


def main() -> None:
    named = {tuple(forms): tags for forms, tags in conllu.read_names(pathlib.Path(sys.argv[2]))}
    unknown, lines = 0, []
    with conllu.open_text(pathlib.Path(sys.argv[1])) as stream:
        for line in stream:
            lines.append(line)
            if line != "\n":
                continue
            words = [i for i, l in enumerate(lines) if l.split("\t")[0].isdigit()]
            tags = named.get(tuple(lines[i].split("\t")[1] for i in words))
            unknown += tags is None
            for i, tag in zip(words, tags or ["O"] * len(words)):
                cells = lines[i].rstrip("\n").split("\t")
                mark = f"name={tag if tag[2:] in ('PER', 'ORG', 'LOC') else 'O'}"
                cells[9] = mark if cells[9] == "_" else f"{cells[9]}|{mark}"
                lines[i] = "\t".join(cells) + "\n"
            sys.stdout.writelines(lines)
            lines = []
    if unknown:
        print(f"{unknown} sentences have no names in {sys.argv[2]}", file=sys.stderr)


if __name__ == "__main__":
    main()
