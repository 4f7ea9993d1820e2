"""Reproducible PDF: without times and counters of the printing, so that the same document has the same bytes."""

from __future__ import annotations

import re

PDF_TIMESTAMP = re.compile(rb"/(?:CreationDate|ModDate) \(D:[^)]*\)")
# The identifier by which a table cell names its heading. The browser goes on counting from earlier documents.
NODE_NUMBER = re.compile(rb"(?<=\(node)[0-9]{8}(?=\))")
# All identifiers in order with the objects they name, preceded by the first and the last of them:
# /Limits [(node00000021) (node00000037)]
# /Names [(node00000021) 100 0 R (node00000022) 109 0 R …]
NAME_TREE = re.compile(rb"/Limits \[\(node[0-9]{8}\) \(node[0-9]{8}\)\]\n/Names \[([^]]*)\]")
NAME_ENTRY = re.compile(rb"(\(node[0-9]{8}\)) [0-9]+ 0 R")


def make_reproducible(pdf: bytes) -> bytes:
    """The PDF with spaces in place of the times of printing, and its identifiers numbered from 1 in their order.

    All other bytes keep their offset, because a PDF lists the offsets of its objects.
    """
    pdf = PDF_TIMESTAMP.sub(lambda found: b" " * len(found[0]), pdf)
    if len(NAME_TREE.findall(pdf)) != 1:  # a tree of several branches, whose order would have to be kept across them
        return pdf
    ranks = {mark: b"%08d" % rank for rank, mark in enumerate(dict.fromkeys(NODE_NUMBER.findall(pdf)), 1)}
    return NAME_TREE.sub(_sorted, NODE_NUMBER.sub(lambda found: ranks[found[0]], pdf))


def _sorted(tree: re.Match[bytes]) -> bytes:
    named = sorted(NAME_ENTRY.finditer(tree[1]), key=lambda entry: entry[1])
    limits = b"%b %b" % (named[0][1], named[-1][1])
    return b"/Limits [%b]\n/Names [%b]" % (limits, b" ".join(entry[0] for entry in named))
