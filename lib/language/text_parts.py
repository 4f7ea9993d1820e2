"""Texts that know which of their parts are published figures, so that a page can lead from each to its claim."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from string import Formatter
from typing import Self

_PATTERNS = Formatter()


@dataclass(frozen=True, slots=True)
class TextPart:
    """A part of a text. `claim` is the id of the claim whose figure it is, "" for the words around figures."""

    text: str
    claim: str = ""


class TextWithFigures(str):
    """A text with figures. Where nothing can be linked it is used as the text that it is.

    What is made of it by `+` and by the functions of this module and of Language has the same figures; what is made in
    another way (an f-string, a slice) is its text alone.
    """

    __slots__ = ("parts",)
    parts: tuple[TextPart, ...]

    def __new__(cls, parts: Iterable[TextPart]) -> Self:
        parts = tuple(parts)
        made = super().__new__(cls, "".join(part.text for part in parts))
        made.parts = parts
        return made

    def __getnewargs__(self) -> tuple[tuple[TextPart, ...]]:  # type: ignore[override]
        return (self.parts,)

    def __add__(self, other: str) -> TextWithFigures:
        return TextWithFigures((*self.parts, *text_parts(other)))

    def __radd__(self, other: str) -> TextWithFigures:
        return TextWithFigures((*text_parts(other), *self.parts))


def text_parts(text: str) -> tuple[TextPart, ...]:
    """The parts of a text, in their order; joined they are the text."""
    return text.parts if isinstance(text, TextWithFigures) else (TextPart(text),)


def mark_figure(text: str, claim: str) -> str:
    """A text that is the figure of a claim, by the claim's id; without one the text as it is."""
    return TextWithFigures([TextPart(text, claim)]) if claim else text


def fill_placeholders(pattern: str, values: Mapping[str, object]) -> str:
    """The same as `pattern.format(**values)`, with the figures of the values."""
    if not any(isinstance(value, TextWithFigures) for value in values.values()):
        return pattern.format(**values)
    parts: list[TextPart] = []
    for words, name, form, _ in _PATTERNS.parse(pattern):
        if words:
            parts.append(TextPart(words))
        if name is not None:
            value = values[name]
            parts += text_parts(value if isinstance(value, TextWithFigures) else format(value, form or ""))
    return TextWithFigures(parts)


def join_texts(between: str, texts: Iterable[str]) -> str:
    """The same as `between.join(texts)`, with the figures of the texts."""
    texts = tuple(texts)
    if not any(isinstance(text, TextWithFigures) for text in texts):
        return between.join(texts)
    parts: list[TextPart] = []
    for place, text in enumerate(texts):
        parts += [*([TextPart(between)] if place else []), *text_parts(text)]
    return TextWithFigures(parts)
