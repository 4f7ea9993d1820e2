"""One object a language; no global locale, since many readers share one process."""

from lib.language.language import (
    CODES,
    NAMES,
    Code,
    Language,
)

__all__ = ["CODES", "NAMES", "Code", "Language"]
