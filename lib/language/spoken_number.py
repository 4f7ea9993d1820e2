"""Numbers as they are read out: a zero too many is seen at once in "26 million", not in 26.500.000."""

from __future__ import annotations

from lib.language.language import Language
from lib.language.translation_marks import mark_plural

SCALES: tuple[tuple[int, tuple[str, str]], ...] = (
    (1_000_000_000, mark_plural("{number} billion", "{number} billion")),
    (1_000_000, mark_plural("{number} million", "{number} million")),
    (1_000, mark_plural("{number} thousand", "{number} thousand")),
)


def spoken_number(value: float, language: Language) -> str:
    """2650000 is 2 million 650 thousand; "" for a number below a thousand or with decimals, which reads as it stands.

    In Arabic a single and a pair of thousands or millions have no digit: مليونان و650 ألفا.
    """
    if value != int(value) or abs(value) < 1000:
        return ""
    left, parts = int(abs(value)), []
    for scale, words in SCALES:
        count, left = divmod(left, scale)
        if count:
            parts.append(language.plural(*words, count))
    if left:
        parts.append(language.number(left))
    spoken = (" و" if language.code == "ar" else " ").join(parts)
    return language.text("minus {number}", number=spoken) if value < 0 else spoken
