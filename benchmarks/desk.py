"""The desk beside its targets: `python -m benchmarks.desk` prints three tables, in about two minutes.

Its pages with 600 editions (under 100 ms), what readers will notice of a whole edition (under 3 s, and then kept), the
check of a workbook of 2,000 rows (under 2 s). Processor time of this process, the pages without a network.
"""

from __future__ import annotations

import csv
import io
import statistics
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from httpx2 import Response
from starlette.testclient import TestClient

from benchmarks.markdown import table_lines
from lib.archive.archive import check_archive, data_folder
from lib.content.release_changes import release_changes
from lib.desk.acts.keep_draft import KeepDraft
from lib.desk.desk import Desk
from lib.desk.entrance import Entrance
from lib.desk.foresight import Foresight
from lib.desk.person import Person, Role
from lib.desk.server import desk_app
from lib.desk.workbook_check import check_workbook
from lib.desk.workbook_form import edition_form
from lib.desk.workbook_report import report_workbook
from lib.desk.workbook_xlsx import form_xlsx
from lib.language import LANGUAGE_CODES, Language, LanguageCode
from lib.releases.publishing import publish_release
from lib.releases.release import PlannedRelease, hash_files, whole_second
from lib.releases.release_reader import check_files
from lib.releases.store import FileStore, ReleaseStore
from tests.support.synthetic_archives import make_editions_archive, make_large_archive

EDITIONS, ROWS, RUNS = 600, 2_000, 5
PAGES = (
    "",
    "/workbook",
    "/rows",
    "/rows/visitors?edition={last}&row=1",
    "/live",
    "/changes",
    "/notice",
    "/review",
    "/publish",
    "/links",
    "/calendar",
    "/releases",
    "/releases/1",
    "/log",
    "/log/1",
    "/look",
)
ADDRESS = "http://localhost:8502"
SAMIRA = Person("Samira", "127.0.0.1", frozenset(Role))
Files = Mapping[str, bytes]


def main() -> None:
    """Measure, and print the tables."""
    with tempfile.TemporaryDirectory(prefix="abwab-bench-") as made:
        folder = Path(made)
        book = check_archive(make_editions_archive(EDITIONS, data_folder(), folder / "many"), published=True).archive
        assert book
        books = [one_figure_more(book.files, EDITIONS, count) for count in range(3)]
        pages = measure_pages(open_draft(folder / "desk", *books))
        rows = [
            [path, f"{times[0]:.0f} ms", f"{times[1]:.0f} ms", f"{times[2]:.1f} s"] for path, times in pages.items()
        ]
        heads = [f"Page of the desk, {EDITIONS} editions", "First", "Again", "Whole after"]
        print(*table_lines(heads, rows), "", sep="\n")
        noticed = measure_changes(check_archive(data_folder(), published=True).archive.files)  # type: ignore[union-attr]
        rows = [[name, f"{seconds:.2f} s"] for name, seconds in noticed.items()]
        print(*table_lines(["Before and after of a whole edition", "Time"], rows), "", sep="\n")
        checked = measure_workbook(make_large_archive(ROWS, data_folder(), folder / "large"))
        print(*table_lines(["Workbook", "Time"], [[f"{ROWS} rows", f"{checked:.2f} s"]]), sep="\n")


def open_draft(folder: Path, *books: Files) -> Desk:
    """A desk with a release of each book but the last one, which is the draft."""
    desk = Desk(FileStore(str(folder / "drafts")), ReleaseStore(str(folder / "public")))
    *public, draft = books
    for files in public:
        planned = PlannedRelease(instant=whole_second(desk.now()), kind="new_figures", files=hash_files(files))
        publish_release(desk.releases, planned, files)
    edition = len(draft["editions.csv"].splitlines()) - 1
    desk.perform(KeepDraft(desk.put_draft(draft), edition, desk.public_mark(), ""), SAMIRA, 0)
    return desk


def one_figure_more(files: Files, edition: int, count: int) -> Files:
    """The files with counts of the first day of an edition up to so many hours."""
    (row,) = (row for row in _rows(files["editions.csv"]) if row["number"] == str(edition))
    file = f"{row['folder']}/visitors.csv"
    source = _rows(files[file])[0]["sources"].split(";")[0]
    day = row["first_day"]
    more = (
        f"{day},{day},{10 + hour}:00,all,visitors,{1000 * hour + 1000},about,normal,,{source},\r\n"
        for hour in range(count)
    )
    return {**files, file: files[file] + "".join(more).encode()}


def without_edition(files: Files, edition: int) -> Files:
    """The files as they were before an edition."""
    rows = _rows(files["editions.csv"])
    kept, gone = ([row for row in rows if (row["number"] == str(edition)) is last] for last in (False, True))
    written = io.StringIO()
    writer = csv.DictWriter(written, list(rows[0]))
    writer.writeheader()
    writer.writerows(kept)
    left = {file: data for file, data in files.items() if not file.startswith(f"{gone[0]['folder']}/")}
    return {**left, "editions.csv": written.getvalue().encode()}


def measure_pages(desk: Desk) -> dict[str, tuple[float, float, float]]:
    """The milliseconds of each page for the first time after a draft was kept and looked at ahead, and again; and the
    seconds of processor time until it holds what it at first said to be compared.
    """
    entrance, foresight = Entrance("the-key"), Foresight(desk)
    client = TestClient(desk_app(desk, entrance), base_url=ADDRESS, follow_redirects=False)
    client.post("/desk/key?lang=ar", data={"key": "the-key", "name": SAMIRA.name})
    foresight.look()
    foresight.compare(desk.books.public_name(), desk.state().draft, patience=900)
    found = {}
    for pattern in PAGES:
        path = "/desk" + pattern.format(last=EDITIONS)
        first, whole = (_seconds(lambda path=path, get=get: get(client, path)) for get in (_get, _get_whole))  # type: ignore[misc]
        again = statistics.median(_seconds(lambda path=path: _get(client, path)) for _ in range(RUNS))  # type: ignore[misc]
        found[path] = (1000 * first, 1000 * again, whole)
    return found


def measure_changes(files: Files) -> dict[str, float]:
    """The seconds that it takes to compare a whole edition, in each language after the other, and once more."""
    edition = max(int(row["number"]) for row in _rows(files["editions.csv"]))
    after, before = (check_files(each).archive for each in (files, without_edition(files, edition)))
    assert after
    assert before

    def compare(code: LanguageCode) -> Callable[[], object]:
        return lambda: release_changes(after, before, Language(code))

    found: dict[str, float] = {code: _seconds(compare(code)) for code in LANGUAGE_CODES}
    return {**found, "all": sum(found.values()), "again": sum(_seconds(compare(code)) for code in LANGUAGE_CODES)}


def measure_workbook(folder: Path) -> float:
    """The seconds to check the workbook of an edition with many rows, and to say what was found."""
    archive = check_archive(folder, published=True).archive
    assert archive
    language, number = Language("ar"), archive.numbers[-1]
    data = form_xlsx(edition_form(archive, number, language))

    def check() -> None:
        report_workbook(check_workbook(data, archive.files, number, language), language)

    return statistics.median(_seconds(check) for _ in range(RUNS))


def _get(client: TestClient, path: str) -> Response:
    answer: Response = client.get(path)
    assert answer.status_code == 200, (path, answer.text)
    return answer


def _get_whole(client: TestClient, path: str) -> None:
    """Ask again as a browser does, until all of the page is there."""
    while "refresh" in _get(client, path).headers:
        time.sleep(0.5)


def _seconds(work: Callable[[], object]) -> float:
    begin = time.process_time()
    work()
    return time.process_time() - begin


def _rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode())))


if __name__ == "__main__":
    main()
