"""The choice of the initial language."""

from __future__ import annotations

from babel import negotiate_locale

from lib.language.language import LANGUAGE_CODES, LanguageCode

DEFAULT_LANGUAGE: LanguageCode = "ar"


def negotiate_language(lang: str | None, accepted: str | None) -> LanguageCode:
    """The language in the address if we support it, else the browser's most preferred one that we support, else Arabic.

    `lang` is the value of ?lang=, `accepted` the Accept-Language header.
    """
    for code in LANGUAGE_CODES:
        if code == lang:
            return code
    codes = [part.partition(";")[0].strip().lower() for part in _by_weight(accepted or "")]
    found = negotiate_locale(codes, LANGUAGE_CODES, sep="-", aliases={})
    return next((code for code in LANGUAGE_CODES if code == found), DEFAULT_LANGUAGE)


def _by_weight(header: str) -> list[str]:
    """The parts of an Accept-Language header by descending weight: "en;q=0.5, fr" -> ["fr", "en;q=0.5"].

    Parts with a weight of zero ("not this one") or an invalid weight are left out.
    """

    def weight(part: str) -> float:
        try:
            return float(part.partition("q=")[2] or 1)
        except ValueError:
            return 0.0

    parts = (part.strip() for part in header.split(",") if part.strip())
    return sorted((part for part in parts if weight(part) > 0), key=weight, reverse=True)
