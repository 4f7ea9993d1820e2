"""Numbers as communiqués and newspapers write them before a noun: مليون و150 ألف زائر, 1,15 million de visiteurs."""

from __future__ import annotations

import re

from lib.language.language import NO_BREAK_SPACE, Language

# Below it, numbers are written in digits in all languages: 2.300 موظف شرطة.
LEAST_SPELLED = 10_000
FRENCH_VOWELS = "aeiouyéèêœ"


def spell_number(value: float, noun: str, language: Language) -> str:
    """The number with its noun as the press writes it, in digits where it has no shorter form.

    `noun` is a key of NOUNS.
    Arabic names millions and thousands, in the case that follows a verb or a preposition, as in the institution's
    communiqués: مليونين و120 ألف زائر. French and English give millions with at most two decimals.
    """
    digits, number = language.noun(value, noun), language.number(value)
    if language.code == "ar":
        return digits.replace(number, _arabic(value, language) or number)
    count = _millions(value, language)
    if not count or language.code == "en":
        return digits.replace(number, count or number)
    counted = re.sub(r"^(?:de |d’)", "", digits.removeprefix(number).strip())  # whole millions have it already
    return f"{count} {'d’' if counted[0] in FRENCH_VOWELS else 'de '}{counted}"


def _arabic(value: float, language: Language) -> str:
    if value < LEAST_SPELLED or value % 1000:
        return ""
    millions, thousands = divmod(int(value) // 1000, 1000)
    parts = [_arabic_count(millions, ("مليون", "مليونين", "ملايين"), language)] if millions else []
    parts += [_arabic_count(thousands, ("ألف", "ألفين", "آلاف"), language)] if thousands else []
    joined = " و".join(parts)
    return joined.removesuffix("ن") if joined.endswith("ين") else joined  # a dual loses its end before a noun


def _arabic_count(count: int, forms: tuple[str, str, str], language: Language) -> str:
    one, two, few = forms
    if count in (1, 2):
        return one if count == 1 else two
    return f"{language.number(count)}{NO_BREAK_SPACE}{few if 3 <= count % 100 <= 10 else one}"


def _millions(value: float, language: Language) -> str:
    if value < 1_000_000 or value % 10_000:
        return ""
    count = value / 1_000_000
    plural = "s" if language.code == "fr" and count >= 2 else ""
    return f"{language.number(count)}{NO_BREAK_SPACE}million{plural}"
