# SPDX-License-Identifier: Apache-2.0
"""Writes the text word vectors are learnt from: one lower-cased, tokenised paragraph a line.

    raw_text.py CORPORA OUT     CORPORA: the folder that holds nb/, nn/, raw/
"""
import pathlib
import sys

import conllu

# Laws are six times the rest together and read like nothing in the news: only their first part is used.
LIMITS = {"lovdata_laws_regulations.nb": 700_000, "lovdata_laws_regulations.nn": 300_000}


def main() -> None:
    corpora, out = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    words = 0
    with open(out, "w", encoding="utf-8") as stream:
        for path in sorted((corpora / "raw").glob("*.n[bn].txt.xz")):
            left = LIMITS.get(path.name.removesuffix(".txt.xz"), 1 << 40)
            with conllu.open_text(path) as lines:
                for line in lines:
                    tokens = conllu.crude_tokens(line.lower())
                    left -= len(tokens)
                    if left < 0:
                        break
                    words += len(tokens)
                    if tokens:
                        stream.write(" ".join(tokens) + "\n")
        for lang in ("nb", "nn"):
            for path in sorted((corpora / lang / "ud-norne").glob("*train*")):
                for sentence in conllu.read(path, lang):
                    words += len(sentence.forms)
                    stream.write(" ".join(f.lower().replace(" ", "") for f in sentence.forms) + "\n")
    print(f"{words} tokens")


if __name__ == "__main__":
    main()
