"""Addresses of charts: what they may ask for, parsed strictly, and the links that ask for it.

/charts/visitors_total.png?edition=4&lang=ar&size=wide
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal, TypeVar
from urllib.parse import parse_qsl, urlencode, urlsplit

from lib.archive import Archive
from lib.charts import CHARTS, View
from lib.export.media_types import MEDIA_TYPES
from lib.export.pictures.sizes import COLOUR_THEMES, PICTURE_SIZES, ColourTheme, PictureSize
from lib.language import LANGUAGE_CODES, LanguageCode
from lib.language.negotiation import DEFAULT_LANGUAGE
from lib.language.terms import TERMS

CopyFormat = Literal["page", "embed", "svg", "png", "pdf", "xlsx", "csv", "json"]
PAGE_FORMATS: tuple[CopyFormat, ...] = ("page", "embed")
PICTURE_FORMATS: tuple[CopyFormat, ...] = ("png", "svg", "pdf")
TABLE_FORMATS: tuple[CopyFormat, ...] = ("xlsx", "csv", "json")

CHARTS_PATH = "/charts"
# The charts whose reader chooses what is compared.
COMPARISON_CHARTS = ("comparison",)
MAX_QUERY_LENGTH = 500  # characters of a query; the longest that we write ourselves has about 150
# What networks append to a link that is passed on. It changes nothing and is no mistake of the reader's.
TRACKING_PARAMETERS = ("fbclid", "gclid", "dclid", "msclkid", "twclid", "igshid", "mc_cid", "mc_eid", "_ga", "_gl")

HOST_PATTERN = re.compile(r"(?:[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|\[[0-9a-fA-F:]+\])(?::[0-9]{1,5})?")

AllowedText = TypeVar("AllowedText", bound=str)


class RefusedError(ValueError):
    """An address asks for what does not exist. `status` is 404 for an unknown thing, 400 for an unknown choice."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True)
class ChartAddress:
    """What an address asks for. `size` and `theme` concern pictures only."""

    name: str
    view: View
    lang: LanguageCode
    form: CopyFormat = "page"
    size: PictureSize = "wide"
    theme: ColourTheme = "light"

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
        """edition=4&lang=ar, and whatever is chosen otherwise than by default, always in this order."""
        view, chosen = self.view, {"edition": str(self.view.focus), "lang": self.lang}
        if view.later:
            chosen["later"] = "1"
        if self.name in COMPARISON_CHARTS:
            chosen |= {"measure": view.measure, "basis": view.basis}
            if view.editions:
                chosen["editions"] = "-".join(map(str, view.editions))
        if self.form in PICTURE_FORMATS and self.size != "wide":
            chosen["size"] = self.size
        if self.theme != "light" and self.form in (*PICTURE_FORMATS, "embed"):
            chosen["theme"] = self.theme
        return urlencode(chosen)

    @property
    def link(self) -> str:
        """Path and query, on the server itself."""
        return f"{self.path}?{self.query}"

    @property
    def media_type(self) -> str:
        """text/html: what the copy is sent as."""
        return MEDIA_TYPES["html" if self.form in PAGE_FORMATS else self.form]

    @property
    def stem(self) -> str:
        """abwab-visitors_total-4-ar: the beginning of the names of the chart's files."""
        return f"abwab-{self.name}-{self.view.focus}-{self.lang}"

    @property
    def file_name(self) -> str:
        """abwab-visitors_total-4-ar.png: the name of the copy as a file."""
        parts = [self.stem]
        if self.form in PICTURE_FORMATS:
            parts += [self.size] * (self.size != "wide") + [self.theme] * (self.theme != "light")
        return f"{'-'.join(parts)}.{self.form}"


def parse_chart_address(path: str, query: str, archive: Archive) -> ChartAddress:
    """What /charts/<path>?<query> asks for. Raises RefusedError.

    Everything comes from closed lists; a choice that a form has no use for is refused like an unknown one.
    """
    name, form = _form(path)
    if name not in CHARTS:
        raise RefusedError(404, f"There is no graphic of that name. There are: {', '.join(CHARTS)}")
    allowed = ["edition", "lang", "later"]
    allowed += ["measure", "basis", "editions"] * (name in COMPARISON_CHARTS)
    allowed += ["size", "theme"] if form in PICTURE_FORMATS else ["theme"] * (form == "embed")
    given = parse_parameters(query, allowed)
    numbers = {str(number): number for number in archive.numbers}
    view = View(
        focus=numbers[allowed_value("edition", given.get("edition"), numbers, str(archive.focus))],
        later=allowed_value("later", given.get("later"), ("0", "1"), "0") == "1",
        measure=allowed_value("measure", given.get("measure"), TERMS["measure"], "visitors"),
        basis=allowed_value("basis", given.get("basis"), TERMS["basis"], "total"),
        editions=_editions(given.get("editions"), numbers),
    )
    return ChartAddress(
        name,
        view,
        allowed_value("lang", given.get("lang"), LANGUAGE_CODES, DEFAULT_LANGUAGE),
        form,
        allowed_value("size", given.get("size"), PICTURE_SIZES, "wide"),
        allowed_value("theme", given.get("theme"), COLOUR_THEMES, "light"),
    )


def server_address(archive: Archive, url: str) -> str:
    """The address of this server, https://host: the public one of the organisation, else that of `url`, which is what a
    browser asked for. Raises RefusedError where that names no host.
    """
    if public := archive.organisation.public_address:
        return public.rstrip("/")
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise RefusedError(400, "The header Host names no host.") from error
    if not HOST_PATTERN.fullmatch(parts.netloc):
        raise RefusedError(400, "The header Host names no host.")
    return f"{'https' if parts.scheme == 'https' else 'http'}://{parts.netloc.lower()}"


def parse_parameters(query: str, allowed: Iterable[str], longest: int = MAX_QUERY_LENGTH) -> dict[str, str]:
    """The parameters of a query string, each once, in sound text. Raises RefusedError for others than `allowed`."""
    allowed = tuple(allowed)
    if len(query) > longest:
        raise RefusedError(400, f"The query is longer than {longest} characters.")
    known = f"Known are: {', '.join(allowed)}." if allowed else "There are none here."
    given: dict[str, str] = {}
    for name, value in parse_qsl(query, keep_blank_values=True, errors="replace"):
        if name in TRACKING_PARAMETERS or name.startswith("utm_"):
            continue
        if name not in allowed:
            raise RefusedError(400, f"An unknown parameter. {known}")
        if name in given:
            raise RefusedError(400, f"The parameter {name} stands twice.")
        given[name] = value
    return given


def allowed_value(name: str, value: str | None, allowed: Iterable[AllowedText], default: AllowedText) -> AllowedText:
    """The value of a parameter, `default` where it is missing. Raises RefusedError for one that isn't allowed."""
    if value is None:
        return default
    allowed = tuple(allowed)
    for known in allowed:
        if known == value:
            return known
    raise RefusedError(400, f"The parameter {name} takes one of: {', '.join(allowed)}.")


def _form(path: str) -> tuple[str, CopyFormat]:
    """Graphic and form of "visitors_total.png", "visitors_total/embed", "visitors_total"."""
    if path.endswith("/embed"):
        return path.removesuffix("/embed"), "embed"
    name, dot, end = path.partition(".")
    if not dot:
        return name, "page"
    for form in (*PICTURE_FORMATS, *TABLE_FORMATS):
        if form == end:
            return name, form
    raise RefusedError(
        404, f"A graphic has no such form. There are: {', '.join((*PICTURE_FORMATS, *TABLE_FORMATS))}, embed."
    )


def _editions(value: str | None, numbers: Mapping[str, int]) -> tuple[int, ...]:
    """The editions of "2-4-6", oldest first and each once; none where none is named."""
    if value is None:
        return ()
    parts = value.split("-")
    if not set(parts) <= set(numbers):
        raise RefusedError(400, f"The parameter editions takes some of {', '.join(numbers)}, joined by hyphens.")
    return tuple(sorted({numbers[part] for part in parts}))
