"""The data files of which figures are made, also in earlier releases, in which a folder may have had another name."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from lib.archive.archive import WORDINGS_FILE, Archive
from lib.archive.editions_file import EDITIONS_FILE


def files_of_claims(claims: Iterable[str], archive: Archive) -> Callable[[str], bool]:
    """Whether the figures of claims, by their ids, may be made of a file of that name. `archive` is the newest one."""
    wanted = {tuple(claim.split(".")[:2]) for claim in claims}
    numbers = {edition.folder: str(edition.number) for edition in archive.editions}

    def makes_claims(name: str) -> bool:
        folder, _, file = name.rpartition("/")
        if not folder:
            return makes_figures(name)
        topic = file.removesuffix(".csv")
        return any(topic == of and numbers.get(folder, edition) == edition for edition, of in wanted)

    return makes_claims


def makes_figures(name: str) -> bool:
    """Whether any figure may be made of a file of that name."""
    return "/" in name or name in (EDITIONS_FILE, WORDINGS_FILE)
