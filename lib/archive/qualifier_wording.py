"""The words of communiqués for qualifiers: this module finds the code that is meant by them."""

import re
import unicodedata
from collections.abc import Mapping

# code -> words in Arabic, French and English, as sources write them before or after a number, and signs
QUALIFIER_WORDINGS: Mapping[str, tuple[str, ...]] = {
    "exact": (
        *("بالضبط", "بالتحديد", "تحديدا"),
        *("exact", "exacte", "exactement", "précisément", "exactly", "precisely", "="),
    ),
    "about": (
        *("حوالي", "نحو", "زهاء", "تقريبا", "في حدود", "بحوالي", "بنحو"),
        *("environ", "quelque", "quelques", "à peu près", "autour de", "de l'ordre de", "approximativement"),
        *("about", "around", "some", "approximately", "roughly", "circa", "ca", "approx", "~", "≈"),
    ),
    "nearly": (
        *("ما يناهز", "يناهز", "تناهز", "ناهز", "ما يقارب", "يقارب", "قارب", "قرابة", "ما يقرب من", "يقرب من"),
        *("près de", "près", "presque", "proche de", "avoisinant", "pas loin de"),
        *("nearly", "almost", "close to", "just under", "near", "nearing"),
    ),
    "over": (
        *("أكثر من", "أزيد من", "ما يزيد عن", "ما يزيد على", "يزيد عن"),
        *("يفوق", "ما يفوق", "تفوق", "فاق", "تجاوز", "يتجاوز"),
        *("plus de", "plus", "supérieur à", "dépassant", "au-delà de", "excédant"),
        *("more than", "over", "above", "exceeding", "in excess of", "upwards of", ">", "+"),
    ),
    "at_least": (
        *("على الأقل", "ما لا يقل عن", "لا يقل عن"),
        *("au moins", "pas moins de", "au minimum", "minimum"),
        *("at least", "no fewer than", "no less than", "not less than", "≥", ">="),
    ),
    "up_to": (
        *("إلى غاية", "ما يصل إلى", "يصل إلى", "وصل إلى", "حتى", "على الأكثر", "لا يتجاوز"),
        *("jusqu'à", "au plus", "au maximum", "maximum", "pas plus de"),
        *("up to", "as many as", "at most", "no more than", "not more than", "≤", "<="),
    ),
    "dozens": ("العشرات", "عشرات", "dizaines", "dizaine", "dozens", "dozen", "tens"),
}  # fmt: skip


def meant_qualifier(text: str) -> str:
    """The code of the longest wording that stands in a text: over, for "plus de"; "" if none is known."""
    folded = f" {_fold(text)} "
    found = [(len(words), code) for words, code in WORDING_CODES.items() if f" {words} " in folded]
    if not found:  # مايناهز, morethan
        joined = folded.replace(" ", "")
        found = [(len(words), code) for words, code in WORDING_CODES.items() if words.replace(" ", "") == joined]
    return max(found)[1] if found else ""


def _fold(text: str) -> str:
    """Small letters without accents, vowel signs and marks of direction, and one space between words."""
    marks = unicodedata.normalize("NFKD", text.replace("’", "'").replace("ـ", "").casefold())
    letters = "".join(
        " " if sign.isspace() else sign for sign in marks if unicodedata.category(sign) not in ("Mn", "Cf")
    )
    # "plus d'un million", "أكثر من 1.150.000": what is counted stands behind the wording.
    return " ".join(re.sub(r"[0-9.,:;]+|\bd'", " ", letters).split())


WORDING_CODES = {_fold(words): code for code, wordings in QUALIFIER_WORDINGS.items() for words in wordings}
