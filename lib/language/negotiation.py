"""Which language to begin in."""

from __future__ import annotations

from babel import negotiate_locale

from lib.language.language import LANGUAGE_CODES, LanguageCode

DEFAULT_LANGUAGE: LanguageCode = "ar"


def negotiate_language(asked: str | None, accepted: str | None) -> LanguageCode:
    """The language of the address if it is one of ours, else the browser's first wish among ours, else Arabic.

    `asked` is the value of ?lang=, `accepted` the Accept-Language header.
    """
    for code in LANGUAGE_CODES:
        if code == asked:
            return code
    wished = [part.partition(";")[0].strip().lower() for part in _by_weight(accepted or "")]
    found = negotiate_locale(wished, LANGUAGE_CODES, sep="-", aliases={})
    return next((code for code in LANGUAGE_CODES if code == found), DEFAULT_LANGUAGE)


def _by_weight(header: str) -> list[str]:
    """The parts of an Accept-Language header, the most wanted first: "en;q=0.5, fr" -> ["fr", "en;q=0.5"].

    A weight of zero says "not this one", so such a part is left out, as is one whose weight can't be read.
    """

    def weight(part: str) -> float:
        try:
            return float(part.partition("q=")[2] or 1)
        except ValueError:
            return 0.0

    parts = (part.strip() for part in header.split(",") if part.strip())
    return sorted((part for part in parts if weight(part) > 0), key=weight, reverse=True)
