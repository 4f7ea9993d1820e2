"""What a reader typed into the search: words, and numbers as communiqués write them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from lib.language.number_reader import WrittenNumber, read_numbers
from lib.measures import fold_text


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """The folded words of a search, and its numbers."""

    words: tuple[str, ...]
    numbers: tuple[WrittenNumber, ...]

    def matches(self, searched: str, values: Collection[float | None]) -> bool:
        """Tell whether a folded text has every word, and every number, in its words or as one of the values."""
        return all(word in searched for word in self.words) and all(
            not number.values.isdisjoint(values) or fold_text(number.text) in searched for number in self.numbers
        )


def parse_query(text: str) -> SearchQuery:
    """The words and numbers of a search."""
    numbers, words = read_numbers(text)
    return SearchQuery(tuple(fold_text(words).split()), numbers)
