# SPDX-License-Identifier: Apache-2.0
"""Writes a checkpoint as a model file the engine maps into memory (doc/formats/model.md).

    export.py out/nordic3/final.pt models/nordic.model --corpora CORPORA
"""
from __future__ import annotations

import argparse
import collections
import pathlib
import struct

import numpy
import torch

import features

PANEL = 16
TYPES = {numpy.dtype("float32"): 0, numpy.dtype("int8"): 1, numpy.dtype("uint32"): 2, numpy.dtype("uint8"): 3,
         numpy.dtype("int32"): 4}


def panels(weight: torch.Tensor) -> numpy.ndarray:
    """[outputs, inputs] of torch → panels of 16 outputs, each [inputs][16]."""
    outputs, inputs = weight.shape
    full = -(-outputs // PANEL) * PANEL
    padded = numpy.zeros((full, inputs), numpy.float32)
    padded[:outputs] = weight.numpy()
    return padded.reshape(full // PANEL, PANEL, inputs).transpose(0, 2, 1).reshape(full, inputs)


def bias_of(bias: torch.Tensor | None, outputs: int) -> numpy.ndarray:
    padded = numpy.zeros(-(-outputs // PANEL) * PANEL, numpy.float32)
    if bias is not None:
        padded[:outputs] = bias.numpy()
    return padded


def quantized(weight: torch.Tensor, bias: torch.Tensor | None) -> dict[str, numpy.ndarray]:
    """8-bit panels [inputs/4][16][4] of whole numbers from -63 to 63, a scale for each output, and what the 128 that stands for zero in
    the inputs adds to each sum (src/infer/kernels.h)."""
    outputs, inputs = weight.shape
    full = -(-outputs // PANEL) * PANEL
    scale = (weight.abs().amax(1).clamp(min=1e-8) / 63).numpy()
    whole = numpy.zeros((full, inputs), numpy.int8)
    whole[:outputs] = numpy.rint(weight.numpy() / scale[:, None]).astype(numpy.int8)
    base = -128 * whole.astype(numpy.int32).sum(1)
    blocks = whole.reshape(full // PANEL, PANEL, inputs // 4, 4).transpose(0, 2, 1, 3)
    return {"panels": blocks.reshape(full, inputs), "base": base.astype(numpy.int32),
            "scale": numpy.pad(scale, (0, full - outputs)), "bias": bias_of(bias, outputs)}


def fnv1a(data: bytes) -> int:
    value = 2166136261
    for byte in data:
        value = (value ^ byte) * 16777619 & 0xFFFFFFFF
    return value


def word_slots(words: list[str]) -> numpy.ndarray:
    """Open addressing with linear steps; 0 = empty, else word number + 1."""
    size = 1 << (len(words) * 2 - 1).bit_length()
    slots = numpy.zeros(size, numpy.uint32)
    for number, word in enumerate(words):
        at = fnv1a(word.encode()) & (size - 1)
        while slots[at]:
            at = (at + 1) & (size - 1)
        slots[at] = number + 1
    return slots


def lexicon_key(form: str, tag: int, lang: int) -> int:
    return fnv1a(form.encode() + bytes((tag & 255, tag >> 8, lang))) or 1


def lexicon(tables: dict, sentences) -> dict[int, int]:
    """Script most often right for a form under a tag, in each language; the language's own sentences count three times."""
    tags = {n: i for i, n in enumerate(tables["tags"])}
    scripts = {n: i for i, n in enumerate(tables["scripts"])}
    counts = [collections.defaultdict(collections.Counter) for _ in tables["langs"]]
    for s in sentences:
        for form, lemma, upos, feats in zip(s.forms, s.lemmas, s.upos, s.feats):
            tag, script = tags.get(upos + "\t" + feats), scripts.get(features.lemma_script(form, lemma))
            if tag is None or script is None:
                continue
            for lang, name in enumerate(tables["langs"]):
                counts[lang][form.lower(), tag][script] += 3 if name == s.lang else 1
    return {lexicon_key(form, tag, lang): max(sorted(found), key=found.get)
            for lang, known in enumerate(counts) for (form, tag), found in known.items()}


def lexicon_arrays(entries: dict[int, int]) -> dict[str, numpy.ndarray]:
    size = 1 << max(1, (len(entries) * 3 // 2 - 1).bit_length())
    keys, scripts = numpy.zeros(size, numpy.uint32), numpy.zeros(size, numpy.uint32)
    for key, script in entries.items():
        at = key & (size - 1)
        while keys[at]:
            at = (at + 1) & (size - 1)
        keys[at], scripts[at] = key, script
    return {"lexicon_keys": keys, "lexicon_scripts": scripts}


def arrays_of(state: dict, tables: dict, layers: int, width: int) -> dict[str, numpy.ndarray]:
    out: dict[str, numpy.ndarray] = {}

    def text(name: str, items: list[str]) -> None:
        out[name] = numpy.frombuffer("\n".join(items).encode(), numpy.uint8)

    def dense(name: str, weight: torch.Tensor, bias: torch.Tensor | None = None) -> None:
        out[name + ".panels"] = panels(weight)
        out[name + ".bias"] = bias_of(bias, weight.shape[0])

    def linear(name: str, key: str) -> None:
        for part, array in quantized(state[key + ".weight"], state.get(key + ".bias")).items():
            out[f"{name}.{part}"] = array

    def exact(name: str) -> None:
        dense(name, state[name + ".weight"], state.get(name + ".bias"))

    def rows(name: str, table: torch.Tensor) -> None:
        scale = table.abs().amax(1).clamp(min=1e-8) / 127
        out[name] = torch.round(table / scale.unsqueeze(1)).to(torch.int8).numpy()
        out[name + "_scale"] = scale.numpy()

    words = [w.encode() for w in tables["vocabulary"]]
    settings = {"embed": state["word.weight"].shape[1], "affix": state["affix.weight"].shape[1], "width": width, "layers": layers, "buckets": tables["buckets"], "affix_buckets": features.AFFIX_BUCKETS, "words": len(words),
                "arc": state["arc_bias"].shape[0], "relation": state["rel_root"].shape[0]}
    text("setting_names", list(settings))
    out["settings"] = numpy.array(list(settings.values()), numpy.uint32)
    for name in ("langs", "tags", "scripts", "relations", "names"):
        text(name, tables[name])
    text("words", tables["vocabulary"])
    out["word_starts"] = numpy.cumsum([0] + [len(w) + 1 for w in words]).astype(numpy.uint32)
    out["word_slots"] = word_slots(tables["vocabulary"])
    rows("word", state["word.weight"][:-1])
    rows("grams", state["grams.weight"])
    rows("affix", state["affix.weight"])
    out["shape"], out["lang"] = state["shape.weight"].numpy(), state["lang.weight"].numpy()
    for name in ("norm_in", "norm_out"):
        out[name + ".gain"], out[name + ".bias"] = state[name + ".weight"].numpy(), state[name + ".bias"].numpy()
    linear("window", "window")
    for i in range(layers):
        key = f"layers.{i}"
        out[f"layer{i}.norm.gain"], out[f"layer{i}.norm.bias"] = state[key + ".norm.weight"].numpy(), state[key + ".norm.bias"].numpy()
        linear(f"layer{i}", key + ".project")
        out[f"layer{i}.v"], out[f"layer{i}.b"] = state[key + ".v"].numpy(), state[key + ".b"].numpy()
    linear("arc_dep", "arc_dep")
    linear("arc_head", "arc_head")
    dense("arc_weight", state["arc_weight"].t())
    out["arc_bias"], out["arc_root"] = state["arc_bias"].numpy(), state["arc_root"].numpy()
    for name in ("rel_dep", "rel_head", "tag", "script_hidden", "name"):
        linear(name, name)
    for name in ("rel_out", "script"):
        exact(name)
    out["rel_root"], out["name_steps"] = state["rel_root"].numpy(), state["name_steps"].numpy()
    return out


def write(path: pathlib.Path, arrays: dict[str, numpy.ndarray]) -> None:
    at = 64 + 64 * len(arrays)
    entries, places = b"", []
    for name, array in arrays.items():
        at = -(-at // 64) * 64
        rows, columns = (array.shape[0], int(numpy.prod(array.shape[1:], dtype=int))) if array.ndim else (1, 1)
        entries += struct.pack("<40s4IQ", name.encode(), TYPES[array.dtype], rows, columns, 0, at)
        places.append(at)
        at += array.nbytes
    with open(path, "wb") as stream:
        stream.write(struct.pack("<8sIIQ40x", b"DEPESJE1", len(arrays), 0, at) + entries)
        for array, place in zip(arrays.values(), places):
            stream.write(b"\0" * (place - stream.tell()) + numpy.ascontiguousarray(array).tobytes())
    print(f"{path}: {at} bytes, {len(arrays)} arrays")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint")
    parser.add_argument("model", type=pathlib.Path)
    parser.add_argument("--corpora", type=pathlib.Path, required=True)
    parser.add_argument("--words", type=int, default=1 << 30, help="rows to keep of words that the training text lacks")
    options = parser.parse_args()
    import train    # here, since train is not needed to write the parity fixture
    kept = torch.load(options.checkpoint, map_location="cpu")
    tables = kept["tables"]
    sentences = [s for lang in tables["langs"] for s in train.sentences_of(options.corpora, lang, "train")]
    seen = {f.lower() for s in sentences for f in s.forms}
    chosen = [i for i, w in enumerate(tables["vocabulary"]) if i < options.words or w in seen]
    tables["vocabulary"] = [tables["vocabulary"][i] for i in chosen]
    kept["net"]["word.weight"] = kept["net"]["word.weight"][chosen + [-1]]
    options.model.parent.mkdir(parents=True, exist_ok=True)
    write(options.model, arrays_of(kept["net"], tables, kept["layers"], kept["width"]) | lexicon_arrays(lexicon(tables, sentences)))


if __name__ == "__main__":
    main()
