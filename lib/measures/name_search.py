"""Search in names that ignores case, accents, punctuation and spelling variants."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

# Variants that Unicode does not decompose: interchangeable letters, and optional ones.
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

    Folding is idempotent.
    """
    # Case folding can produce decomposable characters, and decomposition characters to fold.
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold()).casefold()
    return " ".join(plain.translate(LETTER_VARIANTS).translate(FOLDING_TABLE).split())


class FoldingTable(dict[int, str]):
    """A translation table: combining marks are removed, digits become 0-9, and all else but letters becomes a space.

    Each character is looked up once, since a long list of claims has millions of them.
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
    """Tell whether every word of the query occurs in any of the texts, even inside a word."""
    within = " | ".join(fold_text(text) for text in texts)
    return all(word in within for word in fold_text(query).split())
