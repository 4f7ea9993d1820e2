"""Caches: what follows from a record book is computed once for each, and leaves the memory with it."""

from __future__ import annotations

import ast
import datetime
import gc
import inspect
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any
from weakref import ref

import pytest

from lib.archive import Archive, read_archive
from lib.charts import ChartContext, View
from lib.content.claim_list import ClaimFilter
from lib.content.named_stands import StandSearch
from lib.language import Language
from lib.measures import MEASURES
from lib.web.address import ChartAddress
from tests.support.six_editions import SIX_EDITIONS
from tests.support.web_fixtures import LINKS

ROOT = Path(__file__).parents[1]
HANGS_ON_ARCHIVE = ("cached_on_archive", "cached_by_context")
BOOK = read_archive(SIX_EDITIONS)
# An argument for each parameter of the cached functions, by its name or by those of both.
ARGUMENTS: dict[str, Any] = {
    "address": ChartAddress("visitors_total", View(4), "fr"),
    "before": BOOK,
    "claim_filter": ClaimFilter(),
    "claim_id": next(claim.id for claim in BOOK.figures("visitors") if claim.edition == 4),
    "data_zip.address": "https://abwab.example",
    "portal_zip.address": "https://abwab.example",
    "edition": 4,
    "edition_themes.edition": 1,
    "focus": 4,
    "headed": True,
    "kind": "seminar",
    "language": Language("fr"),
    "links": LINKS,
    "name": "visitors_total",
    "number": 1,
    "one": 4,
    "opened": False,
    "other": 5,
    "page": "record",
    "search": StandSearch(all_editions=True),
    "select": MEASURES["visitors"].select,
    "tab": "claims",
    "today": datetime.date(2026, 11, 29),
    "topic": "pavilions",
    "view": View(4),
    "worded_counts.kind": "demonstration",
}


def decorated(decorators: tuple[str, ...]) -> Iterator[tuple[str, ast.FunctionDef]]:
    """The functions of lib/ under one of these decorators, each with the name of its module."""
    for path in sorted((ROOT / "lib").rglob("*.py")):
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef):
                names = {ast.unparse(part).partition("(")[0] for part in node.decorator_list}
                if names & set(decorators):
                    yield module, node


CACHED = [(module, node.name) for module, node in decorated(HANGS_ON_ARCHIVE)]


def result(module: str, name: str, archive: Archive) -> Any:
    """What the function gives for the archive and the ARGUMENTS."""
    function = getattr(import_module(module), name)
    first, *others = inspect.signature(function).parameters
    context = ChartContext(archive, View(4), Language("fr"))
    return function(archive if first == "archive" else context, *(argument(name, other) for other in others))


def argument(function: str, parameter: str) -> Any:
    name = next((name for name in (f"{function}.{parameter}", parameter) if name in ARGUMENTS), None)
    assert name, f"add an argument for the parameter {parameter} of {function} to ARGUMENTS"
    return ARGUMENTS[name]


def changed(archive: Archive) -> Archive:
    """Another record book: without the first edition, numbers doubled, other names, other sources of mere words."""
    names = {code: f"{name} *" for code, name in archive.organisation.name.items()}
    return replace(
        archive,
        organisation=archive.organisation.model_copy(update={"name": names, "short_name": "another"}),
        files={"organisation.toml": archive.files["organisation.toml"]},
        editions=tuple(row.model_copy(update={"city_fr": f"{row.city_fr} *"}) for row in archive.editions[1:]),
        sources={name: row.model_copy(update={"title": f"{row.title} *"}) for name, row in archive.sources.items()},
        _claims={
            topic: tuple(
                replace(
                    claim,
                    value=claim.value and claim.value * 2,
                    sources=tuple(archive.sources) if claim.qualifier == "dozens" else claim.sources,
                    names={code: f"{text} *" for code, text in claim.names.items()},
                )
                for claim in claims
                if claim.edition > 1
            )
            for topic, claims in archive._claims.items()
        },
        cache={},
    )


@pytest.mark.parametrize(("module", "name"), CACHED)
def test_a_changed_record_book_has_results_of_its_own(module: str, name: str, archive: Archive) -> None:
    before = result(module, name, archive)
    assert result(module, name, archive) is before, "it is not kept"
    after = result(module, name, changed(archive))
    assert after != before
    assert result(module, name, archive) is before


def read_and_use() -> ref[Archive]:
    """What is left of an archive from which everything was computed: in a call of its own, whose variables go."""
    archive = read_archive()
    for module, name in CACHED:
        result(module, name, archive)
    assert len(archive.cache) >= len(CACHED)
    return ref(archive)


def test_no_result_keeps_its_record_book_in_the_memory() -> None:
    gc.collect()
    gc.disable()
    try:
        assert read_and_use()() is None, "a result refers to the archive on which it is kept"
    finally:
        gc.enable()


def test_no_other_cache_is_asked_for_a_record_book() -> None:
    """A cache of the process would keep old record books; what is computed from one hangs on it."""
    for module, node in decorated(("cache", "lru_cache")):
        types = [
            ast.unparse(part.annotation)
            for part in ast.walk(node.args)
            if isinstance(part, ast.arg) and part.annotation
        ]
        assert not {"Archive", "ChartContext"} & set(types), f"{module}.{node.name}"
