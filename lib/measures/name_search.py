"""Search in names: what a reader types finds a name however either is written."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

# What Unicode doesn't take apart itself: letters that are written one for the other, and what is left out at will.
LETTER_VARIANTS = str.maketrans(
    {
        "ٱ": "ا",
        "ى": "ي",
        "ی": "ي",
        "ک": "ك",
        "ة": "ه",
        "ء": None,
        "ـ": None,
        "œ": "oe",
        "æ": "ae",
    }
)


def fold_text(text: str) -> str:
    """`text` without case, accents, Arabic vowel signs, hamzas and punctuation: "  L'Équipe" -> "l equipe".

    Folding twice is folding once.
    """
    # Case folding can leave something to take apart, and taking apart something to fold.
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold()).casefold()
    return " ".join(plain.translate(LETTER_VARIANTS).translate(FOLDING_TABLE).split())


class FoldingTable(dict[int, str]):
    """What is left of a letter: nothing of a mark on it, a digit as 0-9, a space for anything that is no letter. Each
    is looked up once, since a ledger has millions of them.
    """

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        digit = unicodedata.digit(letter, None)
        if unicodedata.category(letter) in ("Mn", "Cf"):
            self[code] = ""
        elif digit is not None:
            self[code] = str(digit)
        else:
            self[code] = letter if letter.isalnum() else " "
        return self[code]


FOLDING_TABLE = FoldingTable()


def matches_query(query: str, texts: Iterable[str]) -> bool:
    """Whether every word of the query stands in one or another of the texts, be it inside a word."""
    within = " | ".join(fold_text(text) for text in texts)
    return all(word in within for word in fold_text(query).split())
