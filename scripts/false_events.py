#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Counts the events told of text that holds no politics: sport, culture, business. Whatever is told there is likely false.

    false_events.py --topic sport.txt --politics politics.txt PASSAGES.txt -- depesje read

PASSAGES has one passage a line (a sentence file is cut into passages of --join lines). A passage is taken if two words
of --topic (beginnings of words, one a line) stand in it and no word of --politics. Prints events a hundred sentences and
the triggers that tell most of them.
"""
import argparse
import collections
import json
import re
import subprocess
import sys


def pattern(path):
    words = [w.strip() for w in open(path, encoding="utf-8") if w.strip() and not w.startswith("#")]
    return re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + ")", re.I)


def main():
    arguments = sys.argv[1:]
    if "--" not in arguments:
        sys.exit(__doc__)
    cut = arguments.index("--")
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("passages", nargs="+")
    parser.add_argument("--topic", required=True)
    parser.add_argument("--politics", required=True)
    parser.add_argument("--lang", default="nb")
    parser.add_argument("--join", type=int, default=1)
    parser.add_argument("--most", type=int, default=1500, help="passages looked at")
    options = parser.parse_args(arguments[:cut])
    topic, politics = pattern(options.topic), pattern(options.politics)
    taken = []
    for path in options.passages:
        lines = [line.strip() for line in open(path, encoding="utf-8") if line.strip()]
        for i in range(0, len(lines), options.join):
            text = "\n".join(lines[i:i + options.join])
            if len(set(m.lower() for m in topic.findall(text))) >= 2 and not politics.search(text):
                taken.append(text)
    taken = taken[:options.most]
    articles = "".join(
        json.dumps({"id": str(n), "published": "2019-06-01", "lang": options.lang, "text": t}, ensure_ascii=False) + "\n"
        for n, t in enumerate(taken))
    run = subprocess.run([*arguments[cut + 1:], "--from", "jsonl", "--format", "jsonl", "--mentions", "-"],
                         input=articles, capture_output=True, text=True, check=True)
    sentences = sum(len(re.findall(r"[.!?:](?:\s|$)", t)) or 1 for t in taken)
    told = collections.Counter()
    for line in run.stdout.splitlines():
        record = json.loads(line)
        if record["kind"] == "event":
            told[record["type"] + " " + record["evidence"][0]["trigger"]["text"].lower()] += 1
    count = sum(told.values())
    print(f"{len(taken)} passages, {sentences} sentences, {count} events: "
          f"{100 * count / max(sentences, 1):.2f} in a hundred sentences")
    for name, number in told.most_common(25):
        print(f"  {number:4} {name}")


if __name__ == "__main__":
    main()
