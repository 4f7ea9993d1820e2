"""Folding: what a search takes for the same text, whatever the reader's keyboard made of it."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

# What is no mark upon a letter and still is written either way: ى for ي, ة for ه, a lone hamza, the tatweel; the
# apostrophes of French.
SAME = str.maketrans({"ى": "ي", "ة": "ه", "ء": "", "ـ": "", "’": "'", "œ": "oe", "æ": "ae"})


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Without case, accents, vowel signs, hamzas and marks of direction, its digits plain, its spaces single.

    >>> fold("Démonstrations"), fold("الأُولى"), fold("٢٠٢٣")
    ('demonstrations', 'الاولي', '2023')
    """
    apart = unicodedata.normalize("NFKD", text.casefold()).casefold().translate(SAME)
    kept = (_plain(sign) for sign in apart if unicodedata.category(sign) not in ("Mn", "Cf"))
    return " ".join("".join(kept).split())


def _plain(sign: str) -> str:
    return str(unicodedata.decimal(sign)) if unicodedata.category(sign) == "Nd" else sign
