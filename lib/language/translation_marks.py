"""Marks that tell the extraction a string is to be translated, where the string stands in a table."""

from __future__ import annotations


def mark_message(message: str) -> str:
    """The message itself; the catalogues get it."""
    return message


def mark_plural(one: str, many: str) -> tuple[str, str]:
    """Both messages; the catalogues get them as one entry with plural forms."""
    return one, many
