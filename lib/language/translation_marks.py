"""Functions that mark strings in tables for translation, so that message extraction finds them."""

from __future__ import annotations


def mark_message(message: str) -> str:
    """Return the message unchanged; extraction adds it to the catalogues."""
    return message


def mark_plural(one: str, many: str) -> tuple[str, str]:
    """Return both messages unchanged; extraction adds them to the catalogues as one entry with plural forms."""
    return one, many
