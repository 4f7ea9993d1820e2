"""The static site: every link leads to a file, nothing is made twice, nothing of anybody else is touched."""

from __future__ import annotations

import asyncio
import datetime
import json
import posixpath
import re
import shutil
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from lib.archive import Archive
from lib.charts import CHARTS, ChartContext, View, build_chart
from lib.export.pictures.sizes import PICTURE_SIZES
from lib.export.rendering.chromium import NoChromiumError, RenderingError
from lib.language import LANGUAGE_CODES, Language, LanguageCode
from lib.web import kit, static_site
from lib.web.__main__ import ProgressLine, main
from lib.web.address import PICTURE_FORMATS, TABLE_FORMATS, ChartAddress
from lib.web.links import StaticLinks, chart_file_path
from tests.support.fake_chromium import DAY, FakeChromium, make_copy_maker, make_kit_jobs

SOME = ("visitors_total", "coverage")
BASE = "https://press.example/abwab"
LINK = re.compile(r'(?:href|src)="([^"]*)"|url\(([^)]*\.woff2)\)')


def built(
    folder: Path, archive: Archive, fake_chromium: FakeChromium, links: StaticLinks, day: datetime.date = DAY
) -> int:
    """Build the site of two charts and two editions; how many files were made."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(static_site, "KIT_CHART_NAMES", SOME)
        patch.setattr(kit, "KIT_CHART_NAMES", SOME)
        patch.setitem(vars(archive), "numbers", (3, 4))
        files = static_site.plan_site(
            archive, make_copy_maker(folder, fake_chromium, day), make_kit_jobs(folder, fake_chromium, day), links
        )
        return asyncio.run(static_site.build_site(folder / "site", files, lambda done: None))


def is_built(path: str) -> bool:
    """Whether a file of the whole site is one of the part of it that is built here."""
    first, *rest = path.split("/")
    if first == "kit":
        return rest[0] in ("3.zip", "4.zip")
    return first != "charts" or (rest[0] in (*SOME, "3", "4") and not set(rest[1:-1]) & {"1", "2", "5", "6"})


def test_the_whole_site_has_every_copy_that_there_is(tmp_path: Path, archive: Archive) -> None:
    files = static_site.plan_site(
        archive, make_copy_maker(tmp_path, FakeChromium()), make_kit_jobs(tmp_path, FakeChromium()), StaticLinks(BASE)
    )
    paths = [file.path for file in files]
    assert len(paths) == len(set(paths))
    for edition in archive.numbers:
        assert f"kit/{edition}.zip" in paths
        for code in LANGUAGE_CODES:
            assert f"charts/{edition}/{code}.html" in paths
            asks = [ChartAddress(name, View(edition), code) for name in CHARTS]
            pictures = {
                chart_file_path(ask.as_form(form, size))
                for ask in asks
                for form in PICTURE_FORMATS
                for size in PICTURE_SIZES
            }
            assert pictures <= set(paths)
            assert {
                chart_file_path(ask.as_form(form)) for ask in asks for form in (*TABLE_FORMATS, "page", "embed")
            } <= set(paths)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory, archive: Archive) -> Path:
    folder = tmp_path_factory.mktemp("site")
    built(folder, archive, FakeChromium(), StaticLinks(BASE))
    return folder / "site"


def test_every_chart_is_there_in_all_its_forms(root: Path) -> None:
    for edition in (3, 4):
        assert (root / f"kit/{edition}.zip").is_file()
        for name in SOME:
            for code in LANGUAGE_CODES:
                folder, stem = root / "charts" / name / str(edition), f"abwab-{name}-{edition}-{code}"
                sizes = ["" if size == "wide" else f"-{size}" for size in PICTURE_SIZES]
                wanted = {f"{stem}{size}.{form}" for size in sizes for form in PICTURE_FORMATS}
                wanted |= {f"{stem}.{form}" for form in TABLE_FORMATS} | {f"{code}.html", f"{code}-embed.html"}
                assert wanted <= {path.name for path in folder.iterdir()}
    for name in ("index.html", "data.zip", "robots.txt", "sitemap.xml", "static/icon.png", "static/embed.js"):
        assert (root / name).is_file(), name


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_a_page_says_what_the_chart_says(code: LanguageCode, root: Path, archive: Archive) -> None:
    language = Language(code)
    shown = build_chart("visitors_total", ChartContext(archive, View(4), language))
    page = (root / f"charts/visitors_total/4/{code}.html").read_text(encoding="utf-8")
    assert page.startswith(f'<!DOCTYPE html>\n<html lang="{language.tag}" dir="{language.direction}">')
    assert all(cell.text in page for row in shown.table.rows for cell in row)
    assert f'<link rel="canonical" href="{BASE}/charts/visitors_total/4/{code}.html">' in page
    assert f'<meta property="og:image" content="{BASE}/charts/visitors_total/4/abwab-' in page
    assert "oembed" not in page


def test_every_link_leads_to_a_file_without_a_query(root: Path) -> None:
    pages = sorted(root.rglob("*.html"))
    assert len(pages) == 2 * 3 * (2 * len(SOME) + 1) + 1
    followed = 0
    for page in pages:
        for match in LINK.finditer(page.read_text(encoding="utf-8")):
            target = match[1] or match[2]
            at = page.relative_to(root).as_posix()
            if target.startswith(f"{BASE}/"):
                path = target.removeprefix(f"{BASE}/")
            elif re.match(r"https?:|#", target):
                continue  # a source, which is somebody else's
            else:
                path = posixpath.normpath(posixpath.join(posixpath.dirname(at), target))
            assert not urlsplit(target).query, (at, target)
            assert (root / path).is_file() or not is_built(path), (at, target)
            followed += 1
    assert followed > 20 * len(pages)


def test_the_sitemap_lists_the_pages(root: Path) -> None:
    spaces = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    listed = [place.text for place in ET.parse(root / "sitemap.xml").iterfind("s:url/s:loc", spaces)]
    assert f"{BASE}/charts/visitors_total/4/ar.html" in listed
    for address in listed:
        assert address
        path = address.removeprefix(f"{BASE}/")
        assert (root / path).is_file() or not is_built(path), path
    assert f"Sitemap: {BASE}/sitemap.xml" in (root / "robots.txt").read_text()


def test_a_dashboard_is_linked_to_where_one_is_known(tmp_path: Path, archive: Archive) -> None:
    links = StaticLinks(BASE, dashboard_address="https://abwab.example")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(static_site, "KIT_CHART_NAMES", SOME[:1])
        files = static_site.plan_site(
            archive, make_copy_maker(tmp_path, FakeChromium()), make_kit_jobs(tmp_path, FakeChromium()), links
        )
    file = next(file for file in files if file.path == "charts/visitors_total/4/ar.html")
    page: bytes = asyncio.run(file.make())  # type: ignore[arg-type]
    assert b'href="https://abwab.example/visitors?edition=4&amp;lang=ar"' in page


def test_what_is_there_is_left_alone_and_what_is_gone_goes(tmp_path: Path, archive: Archive) -> None:
    fake_chromium = FakeChromium()
    assert built(tmp_path, archive, fake_chromium, StaticLinks(BASE)) > 100
    root, drawn = tmp_path / "site", fake_chromium.count
    picture = root / "charts/coverage/4/abwab-coverage-4-ar-story.png"
    written = {
        path: path.stat().st_mtime_ns
        for path in root.rglob("*")
        if path.is_file() and path.name != static_site.BUILD_MANIFEST
    }
    manifest = json.loads((root / static_site.BUILD_MANIFEST).read_text())
    manifest["charts/coverage/9/ar.html"] = "0"
    (root / static_site.BUILD_MANIFEST).write_text(json.dumps(manifest))
    gone, own = root / "charts/coverage/9/ar.html", root / "favicon.ico"
    gone.parent.mkdir()
    for path in (gone, own):
        path.write_text("something")
    picture.unlink()

    assert built(tmp_path, archive, fake_chromium, StaticLinks(BASE), DAY + datetime.timedelta(days=3)) == 1
    assert picture.is_file()
    assert fake_chromium.count == drawn + 1  # the picture, whose chart was kept
    assert not gone.exists()
    assert own.exists()
    assert {path: path.stat().st_mtime_ns for path in written if path != picture} == {
        path: time for path, time in written.items() if path != picture
    }


def test_a_build_that_was_stopped_goes_on_where_it_was(tmp_path: Path, archive: Archive) -> None:
    def stop(count: int) -> None:
        if count == 40:
            raise NoChromiumError("gone")

    with pytest.raises(NoChromiumError):
        built(tmp_path, archive, FakeChromium(stop), StaticLinks(BASE))
    root = tmp_path / "site"
    there = {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}
    assert there - {static_site.BUILD_MANIFEST} == set(json.loads((root / static_site.BUILD_MANIFEST).read_text()))
    assert not [path for path in there if "/." in path]
    made = built(tmp_path, archive, FakeChromium(), StaticLinks(BASE))
    whole = len([path for path in root.rglob("*") if path.is_file()]) - 1
    assert made == whole - (len(there) - 1)


def test_a_page_whose_chart_can_not_be_drawn_is_not_written_without_it(
    tmp_path: Path, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server shows the table alone then; a site would keep such a page."""

    def fail(count: int) -> None:
        raise RenderingError("it took too long")

    monkeypatch.setattr(static_site, "PICTURE_FORMATS", ())
    with pytest.raises(RenderingError, match="visitors_total could not be drawn for its page"):
        built(tmp_path, archive, FakeChromium(fail), StaticLinks(BASE))
    assert list(tmp_path.glob("site/charts/**/*.html")) == []
    assert (tmp_path / "site/charts/visitors_total/3/abwab-visitors_total-3-ar.csv").is_file()


def test_on_the_command_line_a_site_is_told_of_and_not_made_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async def make() -> bytes:
        return b"text"

    few = [static_site.SiteFile(f"{number}.txt", lambda: "key", make) for number in range(20)]
    asked: list[StaticLinks] = []

    def plan(archive: Archive, copy_maker: object, kits: object, links: StaticLinks) -> list[static_site.SiteFile]:
        asked.append(links)
        return few

    monkeypatch.setattr(static_site, "plan_site", plan)
    site = tmp_path / "site"
    command = ["site", str(site), "--address", f"{BASE}/", "--dashboard", "https://abwab.example/"]
    for made in (20, 0):
        assert main(command) == 0
        told = capsys.readouterr()
        assert told.out == f"{site}: 20 files, {made} of them made now\n"
        assert [line[:13] for line in told.err.splitlines() if line.startswith("Site")] == [
            f"Site: {done}/20 ({done * 5} %)"[:13] for done in range(2, 21, 2)
        ]
    assert {(links.base, links.dashboard_address) for links in asked} == {(BASE, "https://abwab.example")}


def test_in_a_terminal_progress_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    line = ProgressLine("Site", 3)
    for done in (1, 2, 3):
        line.tell(done)
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert told.endswith("\n")
    assert [part[: len("Site: 1/3")] for part in told.split("\r")[1:]] == ["Site: 1/3", "Site: 2/3", "Site: 3/3"]


@pytest.mark.parametrize("wrong", ["press.example", "ftp://press.example", "https://press.example?x=1", "https://a b"])
def test_an_address_that_is_none_is_refused(wrong: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["site", "--address", wrong])
    assert ended.value.code == 2
    assert wrong in capsys.readouterr().err


def test_a_kit_of_no_edition_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["kit", "9", "--address", BASE])
    assert ended.value.code == 2
    assert "no edition 9" in capsys.readouterr().err


def test_a_damaged_file_is_made_again(tmp_path: Path, archive: Archive) -> None:
    """Emptied, cut off or overwritten: the next build writes it again, and no other."""
    built(tmp_path, archive, FakeChromium(), StaticLinks(BASE))
    site = tmp_path / "site"
    damaged = [site / "kit/4.zip", site / "charts/visitors_total/4/ar.html", site / "data.zip", site / "index.html"]
    whole = [path.read_bytes() for path in damaged]
    for path, content in zip(damaged, (b"", whole[1][:100], b"other", whole[3] + b"."), strict=True):
        path.write_bytes(content)
    assert built(tmp_path, archive, FakeChromium(), StaticLinks(BASE)) == len(damaged)
    assert [path.read_bytes() for path in damaged] == whole
    assert built(tmp_path, archive, FakeChromium(), StaticLinks(BASE)) == 0


def test_a_site_is_not_built_from_a_book_with_errors(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was built before stands, also what is about the edition with the error."""
    folder, site = tmp_path / "data", tmp_path / "site"
    shutil.copytree(archive.folder, folder)
    visitors = folder / "4-fes-2023" / "visitors.csv"
    visitors.write_text(visitors.read_text(encoding="utf-8").replace(",344100,", ",many,"), encoding="utf-8")
    (site / "kit").mkdir(parents=True)
    (site / "kit" / "4.zip").write_bytes(b"kit")
    (site / static_site.BUILD_MANIFEST).write_text('{"kit/4.zip": "0 0"}')
    monkeypatch.setenv("ABWAB_DATA", str(folder))
    assert main(["site", str(site), "--address", BASE]) == 1
    assert main(["kit", "4", str(tmp_path / "kit.zip"), "--address", BASE]) == 1
    assert capsys.readouterr().err.count("the data folder has 1 errors") == 2
    assert sorted(path.name for path in site.rglob("*") if path.is_file()) == [static_site.BUILD_MANIFEST, "4.zip"]
    assert not (tmp_path / "kit.zip").exists()
