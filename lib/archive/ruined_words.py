"""Ruined words: this module finds texts that a program has damaged, and texts in the wrong column.

A file can be sound UTF-8 and hold ruins all the same, made when it was saved or opened in between.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from lib.archive.message import Message, say
from lib.archive.message_parts import LANGUAGE_LABELS

LATIN_CODE_PAGES = (
    "cp1252",
    "latin-1",
    "iso8859-15",
    "mac_roman",
    "cp1250",
    "cp1254",
    "cp437",
    "cp850",
    "cp858",
    "cp720",
)
# In these the bytes that begin a Latin letter in UTF-8 are themselves Arabic letters.
ARABIC_CODE_PAGES = ("cp1256", "mac_arabic", "iso8859-6", "cp864")
BESIDE_LATIN = "(?:(?<=[A-Za-z])|(?=..[A-Za-z]))"
# Arabic letters begin with one of these bytes in UTF-8; Latin letters with accents, and guillemets, with one of those.
ARABIC_LEADS, LATIN_LEADS = (0xD8, 0xD9), (0xC2, 0xC3, 0xC5)
CONTINUATION = range(0x80, 0xC0)

# ????  s?ret?  ?thylotest, the sign for what can't be read, and control signs that stand for letters elsewhere
LOST_SIGNS = re.compile(r"\?\?|(?:(?<=[^\W\d_])|(?<![^\s’'«(]))\?(?=[^\W\d_])|\ufffd|[\x80-\x9f]")
ADDRESS = re.compile(r"\S*(?:://|www\.)\S*")
# #NOM?  #VALEUR!  #N/A  #DIV/0!  #اسم؟  Err:502, and the row of signs of a column that is too narrow
SPREADSHEET_ERROR = re.compile(
    r"(?:^|\s)(?:#[^\s#a-z]{2,}[!?؟]|#N/?[ADV]\b|#GETTING_DATA|#{3,}|(?:Err|Erreur|خطأ)\s?:\s?[0-9]{3})(?:\s|$)"
)
# Signs that stand for é, è, à and the like in other code pages, inside a word: Journ‚es, H™tel, sžretŽ.
SIGN_IN_WORD = re.compile(r"[A-Za-z](?![’ʼ‘‑–—·…«»“”]|\s)[^\x00-\x7f\w][a-z]|[a-z][À-ÖØ-ÞŠŽŒŸ]")


def _signs(page: str, values: Iterable[int]) -> str:
    """What these bytes are in a code page, for a character class: only signs that are no ASCII."""
    read = (bytes([value]).decode(page, errors="ignore") for value in values)
    return "".join(re.escape(sign) for sign in read if sign and not sign.isascii())


def _ruins(page: str, beside: str = "") -> str:
    """The pattern of UTF-8 that was read in a code page; `beside` must hold at the two signs of a Latin letter."""

    def one_of(values: Iterable[int]) -> str:
        found = _signs(page, values)
        return f"[{found}]" if found else "(?!)"

    after = one_of(CONTINUATION)
    arabic = f"(?:{one_of(ARABIC_LEADS)}{after}){{2,}}"
    latin = f"{beside}{one_of(LATIN_LEADS)}{after}"
    punctuation = f"{one_of([0xE2])}{one_of([0x80])}{after}"
    return f"{arabic}|{latin}|{punctuation}"


# Nearly everywhere in a text this one class fails, and none of the sixty patterns behind it is tried: 60 times as fast.
FIRST_SIGNS = "".join(
    _signs(page, (*ARABIC_LEADS, *LATIN_LEADS, 0xE2)) for page in (*LATIN_CODE_PAGES, *ARABIC_CODE_PAGES)
)
MISREAD_UTF8 = re.compile(
    f"(?=[{FIRST_SIGNS}])(?:"
    + "|".join([*map(_ruins, LATIN_CODE_PAGES), *(_ruins(page, BESIDE_LATIN) for page in ARABIC_CODE_PAGES)])
    + ")"
)


@lru_cache(maxsize=8192)
def find_ruin(text: str, language: str = "") -> Message | None:
    """What is wrong with the words of a text, as the end of a message; None if they look sound.

    `language` is that of the column (`ar`, `fr`, `en`), "" where any may stand.
    """
    if not text:
        return None
    words = text if text.isalnum() else ADDRESS.sub("", text)
    if SPREADSHEET_ERROR.search(words):
        return say("is the error of a spreadsheet's formula; expected the words themselves")
    if LOST_SIGNS.search(words):
        return say("has lost letters; type them again, and save the file as UTF-8")
    if not text.isascii() and (MISREAD_UTF8.search(words) or SIGN_IN_WORD.search(words)):
        return say("was read in a wrong encoding; type the words again, and save the file as UTF-8")
    return _find_script_fault(text, language) if language else None


def _find_script_fault(text: str, language: str) -> Message | None:
    """A script that is not the column's: no Arabic letter in an Arabic text, or a letter of any other script."""
    label, scripts = LANGUAGE_LABELS[language], set(_scripts(text))
    if language == "ar" and "ARABIC" not in scripts:
        return say("has no Arabic letter; expected the text in Arabic")
    if scripts - ({"ARABIC", "LATIN"} if language == "ar" else {"LATIN"}):
        return say("has letters of another script; expected the text in {language}", language=label)
    return None


def _scripts(text: str) -> Iterator[str]:
    """The script of each letter: LATIN, ARABIC, CYRILLIC, …"""
    for sign in set(text):
        if sign.isalpha():
            yield "LATIN" if sign.isascii() or sign in "ªº" else unicodedata.name(sign, "UNKNOWN").split()[0]
