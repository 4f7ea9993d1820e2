"""One object a language; no global locale, since many readers share one process."""

from lib.language.language import LANGUAGE_CODES, LANGUAGE_NAMES, Language, LanguageCode

__all__ = ["LANGUAGE_CODES", "LANGUAGE_NAMES", "Language", "LanguageCode"]
