"""Reproducible PDF: timestamps and counters are removed, so that the same document has the same bytes."""

from __future__ import annotations

import re

PDF_TIMESTAMP = re.compile(rb"/(?:CreationDate|ModDate) \(D:[^)]*\)")
# The identifier by which a table cell refers to its heading. The browser keeps counting across documents.
NODE_NUMBER = re.compile(rb"(?<=\(node)[0-9]{8}(?=\))")
# All identifiers in order with their objects, preceded by the first and the last identifier:
# /Limits [(node00000021) (node00000037)]
# /Names [(node00000021) 100 0 R (node00000022) 109 0 R …]
NAME_TREE = re.compile(rb"/Limits \[\(node[0-9]{8}\) \(node[0-9]{8}\)\]\n/Names \[([^]]*)\]")
NAME_ENTRY = re.compile(rb"(\(node[0-9]{8}\)) [0-9]+ 0 R")


def make_reproducible(pdf: bytes) -> bytes:
    """Replace timestamps with spaces, and number identifiers from 1 in order of appearance.

    All other bytes keep their offset, because a PDF lists the offsets of its objects.
    """
    pdf = PDF_TIMESTAMP.sub(lambda found: b" " * len(found[0]), pdf)
    if len(NAME_TREE.findall(pdf)) != 1:  # a tree of several branches would have to be sorted across them
        return pdf
    ranks = {mark: b"%08d" % rank for rank, mark in enumerate(dict.fromkeys(NODE_NUMBER.findall(pdf)), 1)}
    return NAME_TREE.sub(_sort_names, NODE_NUMBER.sub(lambda found: ranks[found[0]], pdf))


def _sort_names(tree: re.Match[bytes]) -> bytes:
    named = sorted(NAME_ENTRY.finditer(tree[1]), key=lambda entry: entry[1])
    limits = b"%b %b" % (named[0][1], named[-1][1])
    return b"/Limits [%b]\n/Names [%b]" % (limits, b" ".join(entry[0] for entry in named))
