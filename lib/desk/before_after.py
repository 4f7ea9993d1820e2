"""Before and after: what readers will notice of a draft, or of going back to a release, in all languages at once.

It is made of the same value as the page of a release (lib.content.release_changes).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from lib.archive import Archive
from lib.charts import Chart, editions_by_number
from lib.charts.chart_difference import FigureChange
from lib.content.release_changes import ChartChange, ReleaseChanges, release_changes
from lib.language import LANGUAGE_CODES, Language, LanguageCode


@dataclass(frozen=True, slots=True)
class TextPair:
    """A text before and after in one language; "" where there is none."""

    language: Language
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class NoticedChart:
    """A chart that readers will find changed, or new.

    headline   as it will be, in the language of the page
    headlines, notes, alternatives   those that differ, in each language in which they do
    figures    those of the table that differ, in the language of the page
    pictures   (address, alternative text) before and after; () if the picture stays as it is, "" where there is none
    """

    headline: str
    edition: str
    address: str
    headlines: tuple[TextPair, ...]
    figures: tuple[FigureChange, ...]
    notes: tuple[TextPair, ...]
    alternatives: tuple[TextPair, ...]
    pictures: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class BeforeAfter:
    """What readers will notice: of the charts that were there, by weight; then those of new editions.

    unchanged, passed_over  as ReleaseChanges has them; `gone` are the names of editions that will no longer be there
    """

    changed: tuple[NoticedChart, ...]
    new: tuple[NoticedChart, ...]
    gone: tuple[str, ...]
    unchanged: int
    passed_over: int


def before_after(
    before: Archive, after: Archive, language: Language, old_release: int, new_release: int = 0
) -> BeforeAfter:
    """What readers will notice when `after` takes the place of `before`.

    The releases are those whose pictures are shown: 0 before if none has become public, 0 after for the draft.
    """
    told = {code: release_changes(after, before, Language(code)) for code in LANGUAGE_CODES}
    own = told[language.code]
    names = editions_by_number(after, language)
    old_names = editions_by_number(before, language)
    found: dict[tuple[int, str], dict[LanguageCode, ChartChange]] = {}
    for code, changes in told.items():
        for change in (*changes.charts, *changes.others):
            found.setdefault((change.edition, change.name), {})[code] = change
    ordered = sorted(found.items(), key=lambda item: max(change.weight for change in item[1].values()), reverse=True)
    return BeforeAfter(
        tuple(
            _changed(number, name, changes, names[number].name, language, (old_release, new_release))
            for (number, name), changes in ordered
        ),
        tuple(_new(told, names[number].name, language, new_release, number, name) for number, name, _ in own.new),
        tuple(edition.name for number, edition in old_names.items() if number not in names),
        own.unchanged - len([key for key, changes in found.items() if language.code not in changes]),
        own.passed_over,
    )


def _changed(
    number: int,
    name: str,
    changes: Mapping[LanguageCode, ChartChange],
    edition: str,
    language: Language,
    releases: tuple[int, int],
) -> NoticedChart:
    """A chart that was there. `changes` holds the languages in which it differs."""
    shown = changes.get(language.code) or next(iter(changes.values()))
    differences = {Language(code): change.difference for code, change in changes.items()}
    old, new = shown.difference.before, shown.difference.after
    pictures = (
        (
            (_picture(name, number, language, releases[0]) if releases[0] else "", old.alternative),
            (_picture(name, number, language, releases[1]), new.alternative),
        )
        if any(difference.drawing or difference.headline for difference in differences.values())
        else ()
    )
    return NoticedChart(
        new.headline,
        edition,
        _address(name, number, language, releases[1]),
        tuple(
            TextPair(spoken, difference.before.headline, difference.after.headline)
            for spoken, difference in differences.items()
            if difference.headline
        ),
        shown.figures,
        tuple(
            TextPair(spoken, "\n".join(difference.notes[0]), "\n".join(difference.notes[1]))
            for spoken, difference in differences.items()
            if any(difference.notes)
        ),
        tuple(
            TextPair(spoken, difference.before.alternative, difference.after.alternative)
            for spoken, difference in differences.items()
            if difference.alternative
        ),
        pictures,
    )


def _new(
    told: Mapping[LanguageCode, ReleaseChanges], edition: str, language: Language, release: int, number: int, name: str
) -> NoticedChart:
    """A chart of an edition that was not there."""
    charts = {Language(code): chart for code, changes in told.items() for chart in _charts_of(changes, number, name)}
    own = charts[language]
    return NoticedChart(
        own.headline,
        edition,
        _address(name, number, language, release),
        tuple(TextPair(spoken, "", chart.headline) for spoken, chart in charts.items()),
        (),
        (),
        tuple(TextPair(spoken, "", chart.alternative) for spoken, chart in charts.items()),
        (("", ""), (_picture(name, number, language, release), own.alternative)),
    )


def _charts_of(changes: ReleaseChanges, number: int, name: str) -> Iterator[Chart]:
    return (chart for edition, other, chart in changes.new if (edition, other) == (number, name))


def _address(name: str, edition: int, language: Language, release: int, form: str = "", **choices: str) -> str:
    """The address of a chart over the draft, or of a release."""
    query = {"edition": str(edition), "lang": language.code, **choices} | ({"release": str(release)} if release else {})
    return f"/charts/{name}{form}?{urlencode(query)}"


def _picture(name: str, edition: int, language: Language, release: int) -> str:
    return _address(name, edition, language, release, ".png", preview="1")
