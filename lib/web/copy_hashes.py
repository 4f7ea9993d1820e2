"""Hashes of everything that determines a copy: the chart, the data, the code that makes it, and its age."""

from __future__ import annotations

from functools import cache
from importlib.metadata import version
from pathlib import Path

from lib.archive import Archive, cached_on_archive
from lib.charts import ChartContext, View, build_chart
from lib.export.rendering.chromium import renderer_version
from lib.export.rendering.disk_cache import cache_key
from lib.export.texts.provenance import Provenance
from lib.language import Language
from lib.templates.static_asset import STATIC_FOLDER

LIB_FOLDER = Path(__file__).parents[1]
MAKING_ROOMS = ("archive", "charts", "content", "export", "language", "measures", "templates", "web")
MAKING_SUFFIXES = (".py", ".html", ".po", ".css", ".woff2")


@cached_on_archive(maxsize=1024)
def chart_hash(archive: Archive, name: str, view: View, language: Language) -> str:
    """The hash of the complete content of a chart."""
    chart = build_chart(name, ChartContext(archive, view, language))
    content = (chart.narrow, chart.headline, chart.subtitle, chart.table, chart.alternative, chart.notes, chart.sources)
    return cache_key(chart.plot.spec, repr(content), repr(archive.organisation))


@cached_on_archive()
def archive_hash(archive: Archive) -> str:
    """The hash of all data files."""
    return cache_key(*archive.files.values())


def release_hash(archive: Archive) -> str:
    """The hash of the release that the archive is, and of what its charts are told of other releases."""
    release = archive.publication
    if release is None:
        return cache_key("no release")
    newest = release.newest if release.replaced else release.number
    return cache_key(str(release.number), str(newest), repr(release.corrections), str(release.month))


@cache
def code_hash() -> str:
    """The hash of everything besides data that determines a copy: code, translations, templates, style sheets, fonts
    and the rendering programs. A change of any of them invalidates all copies; one of server or dashboard does not.
    """
    folders = [*(LIB_FOLDER / room for room in MAKING_ROOMS), STATIC_FOLDER]
    files = [path for folder in folders for path in sorted(folder.rglob("*")) if path.suffix in MAKING_SUFFIXES]
    writers = (
        version(package) for package in ("deflate", "pikepdf", "pillow", "python-docx", "python-pptx", "xlsxwriter")
    )
    return cache_key(renderer_version(), *writers, *(path.read_bytes() for path in files))


def age_part(provenance: Provenance) -> str:
    """The age that a copy states, as a part of its cache key: its release, or the day of retrieval."""
    return str(provenance.release.number if provenance.release else provenance.day)
