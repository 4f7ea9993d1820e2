"""Addresses of charts, parsed strictly and composed.

/charts/visitors_total.png?edition=4&lang=ar&size=wide
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Literal, TypeVar
from urllib.parse import parse_qsl, urlencode

from lib.archive import Archive
from lib.charts import CHARTS, View
from lib.charts.chart import HIGHLIGHTED_EDITIONS, TREND_ORDERS
from lib.export.media_types import MEDIA_TYPES
from lib.export.pictures.sizes import COLOUR_THEMES, PICTURE_SIZES, ColourTheme, PictureSize
from lib.language import LANGUAGE_CODES, LanguageCode
from lib.language.negotiation import DEFAULT_LANGUAGE
from lib.language.terms import TERMS

CopyFormat = Literal["page", "embed", "svg", "png", "pdf", "xlsx", "csv", "json", "pptx", "figure.json", "details.json"]
PAGE_FORMATS: tuple[CopyFormat, ...] = ("page", "embed")
PICTURE_FORMATS: tuple[CopyFormat, ...] = ("png", "svg", "pdf")
TABLE_FORMATS: tuple[CopyFormat, ...] = ("xlsx", "csv", "json")
SLIDE_FORMATS: tuple[CopyFormat, ...] = ("pptx",)
FIGURE_FORMATS: tuple[CopyFormat, ...] = ("figure.json",)
DETAIL_FORMATS: tuple[CopyFormat, ...] = ("details.json",)  # what stands closed under the chart in the dashboard
FILE_FORMATS = (*PICTURE_FORMATS, *TABLE_FORMATS, *SLIDE_FORMATS, *FIGURE_FORMATS, *DETAIL_FORMATS)
THEMED_FORMATS: tuple[CopyFormat, ...] = (*PICTURE_FORMATS, "embed", *FIGURE_FORMATS)

CHARTS_PATH = "/charts"
RELEASES_PATH = "/releases"
# Charts for which the reader chooses what is compared.
COMPARISON_CHARTS = ("comparison", "measure_pair")
COMPARISON_CHOICES = ["measure", "basis", "editions", "highlight", "against"]
# Charts of which the reader chooses the order.
ORDERED_CHARTS = ("trends", "ranks")
# All parameters of our addresses.
VIEW_CHOICES = ("edition", "lang", "later", *COMPARISON_CHOICES, "order")
CHOICE_NAMES = (*VIEW_CHOICES, "size", "theme", "headline", "preview", "interactive", "release")
RELEASE_NUMBER = re.compile(r"[1-9][0-9]{0,8}")
# Names at least this similar to one of ours (difflib's ratio) count as misspellings: editon, lnag, sise, langue.
MISSPELLING_RATIO = 0.75
# Exceptions: names that other programs use, and a misspelling that is not similar enough.
NO_MISSPELLINGS = ("lat", "land", "long", "side", "site")
OTHER_WORDS = {"language": "lang"}
# In characters. Our own longest query has about 150; social networks and mailers append several hundred.
MAX_QUERY_LENGTH = 4000

HOST_PATTERN = re.compile(r"(?:[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|\[[0-9a-fA-F:]+\])(?::[0-9]{1,5})?")

AllowedText = TypeVar("AllowedText", bound=str)


class RefusedError(ValueError):
    """A request for something that does not exist. `status` is 404 for an unknown thing, 400 for an unknown choice."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True)
class ChartAddress:
    """The content of a chart address.

    `size` and `headline` apply to pictures, `preview` to PNG, `theme` to THEMED_FORMATS, `interactive` to embeds.
    """

    name: str
    view: View
    lang: LanguageCode
    form: CopyFormat = "page"
    size: PictureSize = "wide"
    theme: ColourTheme = "light"
    headline: bool = True
    preview: bool = False
    interactive: bool = False

    def as_form(self, form: CopyFormat, size: PictureSize = "wide") -> ChartAddress:
        """The same chart in another form."""
        return replace(self, form=form, size=size)

    def in_language(self, lang: LanguageCode) -> ChartAddress:
        """The same chart in another language."""
        return replace(self, lang=lang)

    @property
    def path(self) -> str:
        """/charts/visitors_total.png, without the query."""
        end = {"page": "", "embed": "/embed"}.get(self.form, f".{self.form}")
        return f"{CHARTS_PATH}/{self.name}{end}"

    @property
    def query(self) -> str:
        """edition=4&lang=ar and all non-default choices, always in the same order."""
        view, chosen = self.view, {"edition": str(self.view.focus), "lang": self.lang}
        if view.later:
            chosen["later"] = "1"
        if self.name in COMPARISON_CHARTS:
            chosen |= {"measure": view.measure, "basis": view.basis}
            if view.editions:
                chosen["editions"] = "-".join(map(str, view.editions))
            if view.highlight != "focus":
                chosen["highlight"] = view.highlight
            if view.against != "stands":
                chosen["against"] = view.against
        if self.name in ORDERED_CHARTS and view.order != "growth":
            chosen["order"] = view.order
        if self.form in PICTURE_FORMATS and self.size != "wide":
            chosen["size"] = self.size
        if self.theme != "light" and self.form in THEMED_FORMATS:
            chosen["theme"] = self.theme
        if not self.headline and self.form in PICTURE_FORMATS:
            chosen["headline"] = "0"
        if self.preview and self.form == "png":
            chosen["preview"] = "1"
        if self.interactive and self.form == "embed":
            chosen["interactive"] = "1"
        return urlencode(chosen)

    @property
    def identifier(self) -> str:
        """visitors_total-edition-4-lang-ar: unique for all that is chosen."""
        return re.sub(r"\W+", "-", f"{self.name}-{self.query}")

    @property
    def link(self) -> str:
        """Path and query on the dashboard's server."""
        return f"{self.path}?{self.query}"

    @property
    def media_type(self) -> str:
        """The media type of the copy: text/html."""
        return MEDIA_TYPES["html" if self.form in PAGE_FORMATS else self.form.rpartition(".")[2]]

    @property
    def stem(self) -> str:
        """abwab-visitors_total-4-ar: the common prefix of the chart's file names."""
        return f"abwab-{self.name}-{self.view.focus}-{self.lang}"

    @property
    def file_name(self) -> str:
        """abwab-visitors_total-4-ar.png: the file name of the copy."""
        parts = [self.stem]
        if self.form in PICTURE_FORMATS:
            parts += [self.size] * (self.size != "wide") + [self.theme] * (self.theme != "light")
            parts += ["plain"] * (not self.headline) + ["preview"] * self.preview
        return f"{'-'.join(parts)}.{self.form}"


def parse_chart_address(path: str, query: str, archive: Archive) -> ChartAddress:
    """Parse /charts/<path>?<query>. Raises RefusedError.

    All values come from closed lists. A parameter that does not apply to the form is refused like an unknown one.
    """
    name, form = _form(path)
    if name not in CHARTS:
        raise RefusedError(404, f"There is no chart of that name. There are: {', '.join(CHARTS)}")
    allowed = ["edition", "lang", "later"]
    allowed += COMPARISON_CHOICES * (name in COMPARISON_CHARTS)
    allowed += ["order"] * (name in ORDERED_CHARTS)
    allowed += ["size"] * (form in PICTURE_FORMATS) + ["theme"] * (form in THEMED_FORMATS)
    allowed += ["headline"] * (form in PICTURE_FORMATS)
    allowed += ["preview"] * (form == "png") + ["interactive"] * (form == "embed")
    parameters = parse_parameters(query, allowed)
    return ChartAddress(
        name,
        parse_view(parameters, archive),
        allowed_value("lang", parameters.get("lang"), LANGUAGE_CODES, DEFAULT_LANGUAGE),
        form,
        allowed_value("size", parameters.get("size"), PICTURE_SIZES, "wide"),
        allowed_value("theme", parameters.get("theme"), COLOUR_THEMES, "light"),
        allowed_value("headline", parameters.get("headline"), ("0", "1"), "1") == "1",
        allowed_value("preview", parameters.get("preview"), ("0", "1"), "0") == "1",
        allowed_value("interactive", parameters.get("interactive"), ("0", "1"), "0") == "1",
    )


def parse_view(parameters: Mapping[str, str], archive: Archive) -> View:
    """The view of the parameters of an address; what is missing has its default. Raises RefusedError."""
    numbers = {str(number): number for number in archive.numbers}
    return View(
        focus=numbers[allowed_value("edition", parameters.get("edition"), numbers, str(archive.focus))],
        later=allowed_value("later", parameters.get("later"), ("0", "1"), "0") == "1",
        measure=allowed_value("measure", parameters.get("measure"), TERMS["measure"], "visitors"),
        basis=allowed_value("basis", parameters.get("basis"), TERMS["basis"], "total"),
        editions=_editions(parameters.get("editions"), numbers),
        against=allowed_value("against", parameters.get("against"), TERMS["measure"], "stands"),
        highlight=allowed_value("highlight", parameters.get("highlight"), HIGHLIGHTED_EDITIONS, "focus"),
        order=allowed_value("order", parameters.get("order"), TREND_ORDERS, "growth"),
    )


def parse_parameters(query: str, allowed: Iterable[str], choices: Iterable[str] = CHOICE_NAMES) -> dict[str, str]:
    """The `allowed` parameters of a query string. Invalid UTF-8 is replaced.

    Parameters that social networks, translators and mailers append to shared links are ignored. Raises RefusedError for
    a repeated parameter, for one of `choices` that is not allowed here, and for a misspelling of one: ignoring it would
    give the reader something other than what they chose.
    """
    allowed, choices = tuple(allowed), tuple(choices)
    if len(query) > MAX_QUERY_LENGTH:
        raise RefusedError(400, f"The query is longer than {MAX_QUERY_LENGTH} characters.")
    known = f"Known are: {', '.join(allowed)}." if allowed else "There are none here."
    parameters: dict[str, str] = {}
    for name, value in parse_qsl(query, keep_blank_values=True, errors="replace"):
        if name not in allowed:
            if name in choices or misspelt_choice(name, choices):
                raise RefusedError(400, f"An unknown parameter. {known}")
            continue
        if name in parameters:
            raise RefusedError(400, f"The parameter {name} stands twice.")
        parameters[name] = value
    return parameters


def split_release(query: str) -> tuple[int | None, str]:
    """The release that a query names, None if it names none, and the query without it: edition=4&release=7.

    Raises RefusedError for what is not the number of a release.
    """
    parts = query.split("&")
    values = [part.partition("=")[2] for part in parts if part.partition("=")[0] == "release"]
    if not values:
        return None, query
    if len(values) > 1:
        raise RefusedError(400, "The parameter release stands twice.")
    if not RELEASE_NUMBER.fullmatch(values[0]):
        raise RefusedError(400, "The parameter release takes the number of a release.")
    return int(values[0]), "&".join(part for part in parts if part.partition("=")[0] != "release")


def misspelt_choice(name: str, choices: Iterable[str] = CHOICE_NAMES) -> str | None:
    """The choice that a name misspells; None for an unrelated name.

    >>> misspelt_choice("Editon"), misspelt_choice("lnag"), misspelt_choice("fbclid")
    ('edition', 'lang', None)
    """
    written = name.casefold()
    if written in NO_MISSPELLINGS:
        return None
    if OTHER_WORDS.get(written) in (choices := tuple(choices)):
        return OTHER_WORDS[written]
    return next(iter(get_close_matches(written, choices, 1, MISSPELLING_RATIO)), None)


def allowed_value(name: str, value: str | None, allowed: Iterable[AllowedText], default: AllowedText) -> AllowedText:
    """The value of a parameter, or `default` if it is missing. Raises RefusedError for a value that is not allowed."""
    if value is None:
        return default
    allowed = tuple(allowed)
    for known in allowed:
        if known == value:
            return known
    raise RefusedError(400, f"The parameter {name} takes one of: {', '.join(allowed)}.")


def _form(path: str) -> tuple[str, CopyFormat]:
    """The chart and form of "visitors_total.png", "visitors_total/embed", "visitors_total"."""
    if path.endswith("/embed"):
        return path.removesuffix("/embed"), "embed"
    name, dot, end = path.partition(".")
    if not dot:
        return name, "page"
    for form in FILE_FORMATS:
        if form == end:
            return name, form
    raise RefusedError(404, f"A chart has no such form. There are: {', '.join(FILE_FORMATS)}, embed.")


def _editions(value: str | None, numbers: Mapping[str, int]) -> tuple[int, ...]:
    """The editions of "2-4-6", sorted and without duplicates; () if there are none."""
    if value is None:
        return ()
    parts = value.split("-")
    if not set(parts) <= set(numbers):
        raise RefusedError(400, f"The parameter editions takes some of {', '.join(numbers)}, joined by hyphens.")
    return tuple(sorted({numbers[part] for part in parts}))
