# SPDX-License-Identifier: Apache-2.0
"""The network of the front end, over words of many sentences laid end to end (no padding but in the arc scores).

  [word + mean of hashed n-grams, mean of affixes] + shape + language  ->  window of three words  ->  bidirectional SRU layers
  heads: UPOS+features, lemma script, names (CRF), arcs (biaffine: Dozat & Manning 2017), labels (of the arc's two ends)
"""
from __future__ import annotations

import ctypes
import pathlib
import subprocess
import tempfile

import torch
from torch import nn
from torch.nn import functional

import features


def _kernel() -> ctypes.CDLL:
    source = pathlib.Path(__file__).with_name("sru.c")
    built = pathlib.Path(tempfile.mkdtemp()) / "sru.so"
    subprocess.run(["cc", "-O3", "-march=native", "-ffast-math", "-fopenmp", "-shared", "-fPIC", str(source), "-o", str(built),
                    "-lm"], check=True)
    return ctypes.CDLL(str(built))


KERNEL = _kernel()


def _at(tensor: torch.Tensor) -> ctypes.c_void_p:
    return ctypes.c_void_p(tensor.data_ptr())


class Recurrence(torch.autograd.Function):
    @staticmethod
    def forward(ctx, u, x, v, b, offsets):
        u, x, v, b = u.contiguous(), x.contiguous(), v.contiguous(), b.contiguous()
        width = x.shape[1] // 2
        c, f, r, y = (torch.empty_like(x) for _ in range(4))
        KERNEL.sru_forward(_at(u), _at(x), _at(v), _at(b), _at(offsets), len(offsets) - 1, width, _at(c), _at(f), _at(r), _at(y))
        ctx.save_for_backward(u, x, v, offsets, c, f, r)
        return y

    @staticmethod
    def backward(ctx, dy):
        u, x, v, offsets, c, f, r = ctx.saved_tensors
        dy = dy.contiguous()
        du, dx = torch.empty_like(u), torch.empty_like(x)
        dv, db = torch.zeros_like(v), torch.zeros_like(v)
        KERNEL.sru_backward(_at(u), _at(x), _at(v), _at(offsets), len(offsets) - 1, x.shape[1] // 2, _at(c), _at(f), _at(r),
                            _at(dy), _at(du), _at(dx), _at(dv), _at(db))
        return du, dx, dv, db, None


class Layer(nn.Module):
    def __init__(self, width: int) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(width)
        self.project = nn.Linear(width, 3 * width, bias=False)
        self.v = nn.Parameter(torch.empty(4, width // 2).uniform_(-0.5, 0.5))
        self.b = nn.Parameter(torch.zeros(4, width // 2))

    def forward(self, x, offsets, dropout: float):
        inner = functional.dropout(self.norm(x), dropout, self.training)
        return Recurrence.apply(self.project(inner), x, self.v, self.b, offsets)


class Network(nn.Module):
    def __init__(self, words: int, buckets: int, tags: int, scripts: int, relations: int, names: int, langs: int, *, embed: int = 96,
                 affix: int = 64, width: int = 288, layers: int = 4, arc: int = 128, relation: int = 96, dropout: float = 0.25) -> None:
        super().__init__()
        self.dropout = dropout
        self.word = nn.Embedding(words + 1, embed, padding_idx=words, sparse=True)      # the last row: not known
        self.grams = nn.EmbeddingBag(buckets, embed, mode="mean", sparse=True)
        self.affix = nn.EmbeddingBag(features.AFFIX_BUCKETS, affix, mode="mean", sparse=True)
        self.shape = nn.Embedding(features.SHAPES, embed + affix)
        self.lang = nn.Embedding(langs, embed + affix)
        self.norm_in = nn.LayerNorm(embed + affix)
        self.window = nn.Linear(3 * (embed + affix), width)
        self.layers = nn.ModuleList(Layer(width) for _ in range(layers))
        self.norm_out = nn.LayerNorm(width)
        self.arc_dep = nn.Linear(width, arc)
        self.arc_head = nn.Linear(width, arc)
        self.arc_root = nn.Parameter(torch.empty(arc).normal_(0, 0.1))
        self.arc_weight = nn.Parameter(torch.eye(arc) * 0.1)
        self.arc_bias = nn.Parameter(torch.zeros(arc))
        self.rel_dep = nn.Linear(width, relation)
        self.rel_head = nn.Linear(width, relation, bias=False)
        self.rel_root = nn.Parameter(torch.empty(relation).normal_(0, 0.1))
        self.rel_out = nn.Linear(relation, relations)
        self.tag = nn.Linear(width, tags)
        self.script_hidden = nn.Linear(width, 64)
        self.script = nn.Linear(64, scripts)
        self.name = nn.Linear(width, names)
        self.name_steps = nn.Parameter(torch.zeros(names, names))

    def encode(self, words, gram_ids, gram_starts, affixes, shapes, langs, offsets, edges):
        """affixes: [n, 6]; edges: [n, 2] row of the word before and after, n = none."""
        known = self.word(words) + self.grams(gram_ids, gram_starts)
        x = torch.cat([known, self.affix(affixes)], 1) + self.shape(shapes) + self.lang(langs)
        x = functional.dropout(self.norm_in(x), self.dropout, self.training)
        padded = torch.cat([x, x.new_zeros(1, x.shape[1])])
        x = torch.relu(self.window(torch.cat([padded[edges[:, 0]], x, padded[edges[:, 1]]], 1)))
        for layer in self.layers:
            x = layer(x, offsets, self.dropout)
        return functional.dropout(self.norm_out(x), self.dropout, self.training)

    def arcs(self, x, grid):
        """grid: [sentences, longest] rows, n = none. Scores [sentences, longest dependents, 1 + longest heads]."""
        zero = x.new_zeros(1, self.arc_root.shape[0])
        drop = lambda t: functional.dropout(torch.relu(t), self.dropout, self.training)
        dep = torch.cat([drop(self.arc_dep(x)), zero])[grid]
        head = torch.cat([drop(self.arc_head(x)), zero])[grid]
        head = torch.cat([self.arc_root.expand(len(grid), 1, -1), head], 1)
        scores = (dep @ self.arc_weight) @ head.transpose(1, 2) + (head @ self.arc_bias).unsqueeze(1)
        blank = torch.cat([grid.new_zeros(len(grid), 1), grid], 1) == len(x)
        return scores.masked_fill(blank.unsqueeze(1), -1e4)

    def relations(self, x, heads):
        """heads: row of each word's head, n = root."""
        head = torch.cat([self.rel_head(x), self.rel_root.unsqueeze(0)])[heads]
        return self.rel_out(functional.dropout(torch.relu(self.rel_dep(x) + head), self.dropout, self.training))

    def tags(self, x):
        return self.tag(x)

    def scripts(self, x):
        return self.script(torch.relu(self.script_hidden(x)))

    def names_loss(self, x, grid, gold, known):
        """CRF (Lafferty et al. 2001) over sentences with names given. gold: [n + 1] label of each row."""
        grid = grid[known]
        if not len(grid):
            return x.new_zeros(())
        scores = torch.cat([self.name(x), x.new_zeros(1, self.name_steps.shape[0])])[grid]
        mask = grid != len(x)
        labels = gold[grid].clamp(min=0)
        picked = scores.gather(2, labels.unsqueeze(2)).squeeze(2) * mask
        steps = self.name_steps[labels[:, :-1], labels[:, 1:]] * mask[:, 1:]
        alpha = scores[:, 0]
        for t in range(1, grid.shape[1]):
            moved = torch.logsumexp(alpha.unsqueeze(2) + self.name_steps, 1) + scores[:, t]
            alpha = torch.where(mask[:, t:t + 1], moved, alpha)
        return (torch.logsumexp(alpha, 1) - picked.sum(1) - steps.sum(1)).sum() / mask.sum()

    def names_best(self, x, grid, allowed):
        """Viterbi; allowed: [names, names] 0 or -1e4 for steps BIO forbids."""
        scores = torch.cat([self.name(x), x.new_zeros(1, self.name_steps.shape[0])])[grid]
        mask = grid != len(x)
        steps = self.name_steps + allowed
        alpha, back = scores[:, 0] + allowed[0].unsqueeze(0), []
        for t in range(1, grid.shape[1]):
            best, pointer = (alpha.unsqueeze(2) + steps).max(1)
            same = torch.arange(alpha.shape[1]).expand_as(pointer)
            back.append(torch.where(mask[:, t:t + 1], pointer, same))
            alpha = torch.where(mask[:, t:t + 1], best + scores[:, t], alpha)
        path = [alpha.argmax(1)]
        for pointer in reversed(back):
            path.append(pointer.gather(1, path[-1].unsqueeze(1)).squeeze(1))
        return torch.stack(path[::-1], 1)
