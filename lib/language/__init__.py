"""One `Language` object per language. No global locale is set, because one process serves many readers."""

from lib.language.language import LANGUAGE_CODES, LANGUAGE_NAMES, Language, LanguageCode

__all__ = ["LANGUAGE_CODES", "LANGUAGE_NAMES", "Language", "LanguageCode"]
