"""Command line: `python -m lib.web kit 4` makes a press kit, `python -m lib.web site [FOLDER]` the static site.

The exit status is 1 on failure and 2 on wrong usage.
"""

from __future__ import annotations

import argparse
import asyncio
import shutil
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

from lib.archive import Archive, ArchiveError, read_archive
from lib.archive.problem import errors
from lib.archive.publication import UnreadableReleaseError
from lib.export.rendering.chromium import NoChromiumError, PictureError, shared_chromium
from lib.export.rendering.disk_cache import DiskCache, atomic_write, cache_folder
from lib.export.texts.retrieval_day import day_of_retrieval
from lib.language import LANGUAGE_CODES, LanguageCode
from lib.releases import open_live_archive
from lib.web import static_site
from lib.web.address import HOST_PATTERN
from lib.web.copies import CopyMaker
from lib.web.kit import kit_stem, plan_kit
from lib.web.kit_jobs import shared_kit_jobs
from lib.web.links import Links, StaticLinks


class ProgressLine:
    """Progress on stderr: one updated line in a terminal, else a line per tenth of the work."""

    def __init__(self, what: str, total: int) -> None:
        self._what, self._total = what, total
        self._began, self._tenth = time.monotonic(), 0

    def tell(self, done: int) -> None:
        """Show the number of files done."""
        passed = time.monotonic() - self._began
        text = f"{self._what}: {done}/{self._total} ({done * 100 // max(1, self._total)} %), {passed:.0f} s"
        if sys.stderr.isatty():
            print(f"\r{text}", end="" if done < self._total else "\n", file=sys.stderr, flush=True)
        elif (tenth := done * 10 // max(1, self._total)) > self._tenth:
            self._tenth = tenth
            print(text, file=sys.stderr, flush=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    parser = argparse.ArgumentParser(prog="python -m lib.web", description="Press kits and the static site.")
    commands = parser.add_subparsers(dest="command", required=True)
    kit = commands.add_parser("kit", help="make the press kit of an edition")
    kit.add_argument("edition", type=int, help="the number of the edition")
    kit.add_argument(
        "file",
        type=Path,
        nargs="?",
        help="where to put it (default: abwab-kit-EDITION-LANG.zip)",
    )
    kit.add_argument("--lang", choices=LANGUAGE_CODES, help="in one language only (default: in all)")
    kit.add_argument("--address", default="", help="the dashboard's address (default: the organisation's public one)")
    pages = commands.add_parser("site", help="write everything as plain files for any web server")
    pages.add_argument("folder", type=Path, nargs="?", default=Path("site"), help="where to (default: %(default)s)")
    pages.add_argument("--address", default="", help="where it will stand (default: the organisation's public address)")
    pages.add_argument("--dashboard", default="", help="the address of a dashboard to link to (default: none)")
    for command in (kit, pages):
        command.add_argument(
            "--release", type=int, metavar="N", help="of a release by its number (default: of the data folder)"
        )
    options = parser.parse_args(arguments)
    try:
        archive = _record_book(options.release)
        if options.command == "kit":
            return _kit(options.edition, options.lang, options.file, archive, _base(archive, options.address, "8501"))
        links = StaticLinks(
            _base(archive, options.address, "8000"), dashboard_address=_check_address(options.dashboard)
        )
        return _site(options.folder, archive, links)
    except ValueError as wrong:
        parser.error(str(wrong))
    except ArchiveError as error:
        count = len(errors(error.problems))
        print(f"Refused, nothing was changed: the data folder has {count} errors. See make check.", file=sys.stderr)
    except NoChromiumError as error:
        print(f"No picture can be made: {error} (Debian, Ubuntu: apt-get install chromium)", file=sys.stderr)
    except UnreadableReleaseError as error:
        print(f"It can't be read: {error}", file=sys.stderr)
    except (PictureError, OSError) as error:
        print(f"Stopped: {error}. What is made is kept: the next time goes on from there.", file=sys.stderr)
    except KeyboardInterrupt:
        print("\nStopped. What is made is kept: the next time goes on from there.", file=sys.stderr)
    finally:
        shared_chromium().close()
    return 1


def _record_book(release: int | None) -> Archive:
    """A release of the store by its number; else the data folder, as the newest release if that holds the same.

    Raises ArchiveError if the folder has errors, and ValueError if there is no such release.
    """
    live = open_live_archive()
    if release is not None:
        live.archive()
        if (found := live.release(release)) is None:
            raise ValueError(f"there is no release {release}")
        return found
    archive = read_archive()
    if errors(archive.problems):  # what stands of it would be published as if it were all
        raise ArchiveError(errors(archive.problems))
    served = live.archive()
    if served.publication and served.files == archive.files:
        return served
    print("The data folder holds no release: what is made of it names none.", file=sys.stderr)
    return archive


def _kit(edition: int, lang: LanguageCode | None, file: Path | None, archive: Archive, base: str) -> int:
    if edition not in archive.numbers:
        raise ValueError(f"there is no edition {edition}; there are {', '.join(map(str, archive.numbers))}")
    file = file or Path(f"{kit_stem(edition, lang)}.zip")
    line = ProgressLine(f"Press kit of edition {edition}", len(plan_kit(edition, lang)))
    kept = shared_kit_jobs().make_kit(edition, archive, Links(base), line.tell, lang)
    with kept.open("rb") as source, atomic_write(file) as copy:
        shutil.copyfileobj(source, copy)
    print(file.resolve())
    return 0


def _site(folder: Path, archive: Archive, links: StaticLinks) -> int:
    day = day_of_retrieval()
    copy_maker = CopyMaker(open_live_archive(), DiskCache(cache_folder() / "press"), shared_chromium(), lambda: day)
    files = static_site.plan_site(archive, copy_maker, shared_kit_jobs(), links)
    made = asyncio.run(static_site.build_site(folder, files, ProgressLine("Site", len(files)).tell))
    print(f"{folder.resolve()}: {len(files)} files, {made} of them made now")
    return 0


def _base(archive: Archive, address: str, port: str) -> str:
    """The base address for links and citations."""
    if stated := address or archive.organisation.public_address:
        return _check_address(stated)
    local = f"http://localhost:{port}"
    print(f"No address is stated (--address, or public_address in organisation.toml): taking {local}", file=sys.stderr)
    return local


def _check_address(address: str) -> str:
    """The address without a trailing slash. Raises ValueError if it is not the address of a site."""
    parts = urlsplit(address)
    if address and not (parts.scheme in ("http", "https") and HOST_PATTERN.fullmatch(parts.netloc) and not parts.query):
        raise ValueError(f"{address} is not the address of a site; expected one such as https://press.example")
    return address.rstrip("/")


if __name__ == "__main__":
    sys.exit(main())
