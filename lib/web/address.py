"""Addresses of graphics: what may be asked for, read strictly, and the links that ask for it.

/charts/visitors_total.png?edition=4&lang=ar&size=wide
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal, TypeVar, get_args
from urllib.parse import parse_qsl, urlencode, urlsplit

from lib.archive import Archive
from lib.charts import GRAPHICS, View
from lib.language import CODES, Code
from lib.language.negotiation import DEFAULT
from lib.language.terms import TERMS

Size = Literal["wide", "square", "story", "card"]
Theme = Literal["light", "dark"]
Form = Literal["page", "embed", "svg", "png", "pdf", "xlsx", "csv", "json"]
SIZES: tuple[Size, ...] = get_args(Size)
THEMES: tuple[Theme, ...] = get_args(Theme)
PICTURES: tuple[Form, ...] = ("png", "svg", "pdf")
TABLES: tuple[Form, ...] = ("xlsx", "csv", "json")

ROOT = "/charts"
# The paths that the press desk answers; all others are the dashboard's.
PATHS = (
    ROOT,
    "/charts.json",
    "/oembed",
    "/kit",
    "/data.zip",
    "/data",
    "/citations.csv",
    "/datapackage.json",
    "/csv-metadata.json",
    "/robots.txt",
    "/sitemap.xml",
    "/health",
)
# The graphics whose reader chooses what is compared.
CHOSEN = ("comparison",)
LONGEST = 500  # characters of a query; the longest that the desk itself writes has about 150
# What networks append to a link that is passed on. It changes nothing and is no mistake of the reader's.
APPENDED = ("fbclid", "gclid", "dclid", "msclkid", "twclid", "igshid", "mc_cid", "mc_eid", "_ga", "_gl")

HOST = re.compile(r"(?:[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|\[[0-9a-fA-F:]+\])(?::[0-9]{1,5})?")

Kind = TypeVar("Kind", bound=str)


class RefusedError(ValueError):
    """An address that asks for what there isn't. `status` is 404 for an unknown thing, 400 for an unknown choice."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True)
class Ask:
    """What an address asks for. `size` and `theme` concern pictures only."""

    name: str
    view: View
    lang: Code
    form: Form = "page"
    size: Size = "wide"
    theme: Theme = "light"

    def as_form(self, form: Form, size: Size = "wide") -> Ask:
        """The same graphic in another form."""
        return replace(self, form=form, size=size)

    def in_language(self, lang: Code) -> Ask:
        """The same graphic in another language."""
        return replace(self, lang=lang)

    @property
    def path(self) -> str:
        """/charts/visitors_total.png, without the query."""
        end = {"page": "", "embed": "/embed"}.get(self.form, f".{self.form}")
        return f"{ROOT}/{self.name}{end}"

    @property
    def query(self) -> str:
        """edition=4&lang=ar, and whatever is chosen otherwise than by default, always in this order."""
        view, chosen = self.view, {"edition": str(self.view.focus), "lang": self.lang}
        if view.later:
            chosen["later"] = "1"
        if self.name in CHOSEN:
            chosen |= {"measure": view.measure, "basis": view.basis}
            if view.editions:
                chosen["editions"] = "-".join(map(str, view.editions))
        if self.form in PICTURES and self.size != "wide":
            chosen["size"] = self.size
        if self.theme != "light" and self.form in (*PICTURES, "embed"):
            chosen["theme"] = self.theme
        return urlencode(chosen)

    @property
    def link(self) -> str:
        """Path and query: where this is to be had on the server."""
        return f"{self.path}?{self.query}"

    @property
    def stem(self) -> str:
        """abwab-visitors_total-4-ar: what the graphic is called in names of files."""
        return f"abwab-{self.name}-{self.view.focus}-{self.lang}"

    @property
    def file_name(self) -> str:
        """abwab-visitors_total-4-ar.png: what the thing is called once it is somebody's file."""
        parts = [self.stem]
        if self.form in PICTURES:
            parts += [self.size] * (self.size != "wide") + [self.theme] * (self.theme != "light")
        return f"{'-'.join(parts)}.{self.form}"


def is_press(path: str) -> bool:
    """Whether the press desk answers a path, and not the dashboard."""
    return any(path == known or path.startswith(f"{known}/") for known in PATHS)


def ask(path: str, query: str, archive: Archive) -> Ask:
    """What /charts/<path>?<query> asks for. Raises RefusedError.

    Everything comes from closed lists; a choice that a form has no use for is refused like an unknown one.
    """
    name, form = _form(path)
    if name not in GRAPHICS:
        raise RefusedError(404, f"There is no graphic of that name. There are: {', '.join(GRAPHICS)}")
    allowed = ["edition", "lang", "later"]
    allowed += ["measure", "basis", "editions"] * (name in CHOSEN)
    allowed += ["size", "theme"] if form in PICTURES else ["theme"] * (form == "embed")
    given = parameters(query, allowed)
    numbers = {str(number): number for number in archive.numbers}
    view = View(
        focus=numbers[one_of("edition", given.get("edition"), numbers, str(archive.focus))],
        later=one_of("later", given.get("later"), ("0", "1"), "0") == "1",
        measure=one_of("measure", given.get("measure"), TERMS["measure"], "visitors"),
        basis=one_of("basis", given.get("basis"), TERMS["basis"], "total"),
        editions=_editions(given.get("editions"), numbers),
    )
    return Ask(
        name,
        view,
        one_of("lang", given.get("lang"), CODES, DEFAULT),
        form,
        one_of("size", given.get("size"), SIZES, "wide"),
        one_of("theme", given.get("theme"), THEMES, "light"),
    )


def server(archive: Archive, url: str) -> str:
    """The address of this server, https://host: the public one of the organisation, else that of `url`, which is what a
    browser asked for. Raises RefusedError where that names no host.
    """
    if public := archive.organisation.public_address:
        return public.rstrip("/")
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise RefusedError(400, "The header Host names no host.") from error
    if not HOST.fullmatch(parts.netloc):
        raise RefusedError(400, "The header Host names no host.")
    return f"{'https' if parts.scheme == 'https' else 'http'}://{parts.netloc.lower()}"


def parameters(query: str, allowed: Iterable[str], longest: int = LONGEST) -> dict[str, str]:
    """The parameters of a query string, each once, in sound text. Raises RefusedError for others than `allowed`."""
    allowed = tuple(allowed)
    if len(query) > longest:
        raise RefusedError(400, f"The query is longer than {longest} characters.")
    known = f"Known are: {', '.join(allowed)}." if allowed else "There are none here."
    given: dict[str, str] = {}
    for name, value in parse_qsl(query, keep_blank_values=True, errors="replace"):
        if name in APPENDED or name.startswith("utm_"):
            continue
        if name not in allowed:
            raise RefusedError(400, f"An unknown parameter. {known}")
        if name in given:
            raise RefusedError(400, f"The parameter {name} stands twice.")
        given[name] = value
    return given


def one_of(name: str, value: str | None, allowed: Iterable[Kind], default: Kind) -> Kind:
    """The value of a parameter, `default` where it is missing. Raises RefusedError for one that isn't allowed."""
    if value is None:
        return default
    allowed = tuple(allowed)
    for known in allowed:
        if known == value:
            return known
    raise RefusedError(400, f"The parameter {name} takes one of: {', '.join(allowed)}.")


def _form(path: str) -> tuple[str, Form]:
    """Graphic and form of "visitors_total.png", "visitors_total/embed", "visitors_total"."""
    if path.endswith("/embed"):
        return path.removesuffix("/embed"), "embed"
    name, dot, end = path.partition(".")
    if not dot:
        return name, "page"
    for form in (*PICTURES, *TABLES):
        if form == end:
            return name, form
    raise RefusedError(404, f"A graphic has no such form. There are: {', '.join((*PICTURES, *TABLES))}, embed.")


def _editions(value: str | None, numbers: Mapping[str, int]) -> tuple[int, ...]:
    """The editions of "2-4-6", oldest first and each once; none where none is named."""
    if value is None:
        return ()
    parts = value.split("-")
    if not set(parts) <= set(numbers):
        raise RefusedError(400, f"The parameter editions takes some of {', '.join(numbers)}, joined by hyphens.")
    return tuple(sorted({numbers[part] for part in parts}))
