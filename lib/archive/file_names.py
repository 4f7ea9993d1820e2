"""Names of files: this module finds the file that is meant by a name that offices and programs have made of it."""

import re
import unicodedata
from collections.abc import Collection, Iterator
from difflib import get_close_matches
from os import listdir
from pathlib import Path

from lib.archive.message import Message, say
from lib.archive.message_parts import quote
from lib.archive.problem import Problem

# What systems and servers put into folders, besides names that begin with a dot or a tilde (.DS_Store, ~$a.xlsx).
SYSTEM_NAMES = frozenset(
    [
        *("lost+found", "__macosx", "thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r"),
        *("$recycle.bin", "#recycle", "@eadir", "system volume information", "network trash folder", "temporary items"),
    ]
)
WORKBOOK_SUFFIXES = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".numbers")


def is_system_name(name: str) -> bool:
    """True for files and folders of an operating system or a program, which are nobody's data."""
    return name.startswith((".", "~")) or name.casefold() in SYSTEM_NAMES


def list_names(folder: Path) -> list[str]:
    """The names in a folder, without those of systems; none if it was removed or can't be read."""
    try:
        return sorted(name for name in listdir(folder) if not is_system_name(name))
    except OSError:
        return []


def meant_file(name: str, files: Collection[str]) -> str | None:
    """The file that a name means: gaps.csv, for gap.csv, Gaps.CSV, "gaps (2).csv", "Copie de gaps.xlsx"; or None."""
    stems = {_stem(file): file for file in files}
    stem = _stem(name)
    inside = max((other for other in stems if other in stem), key=len, default="")
    near = [inside] if inside else get_close_matches(stem, stems, n=1, cutoff=0.8)
    return stems[near[0]] if near else None


def _stem(name: str) -> str:
    """The letters a-z of a name up to its first dot, without accents: copiededitions, for Copie d’éditions (2).csv."""
    return re.sub("[^a-z]", "", unicodedata.normalize("NFKD", name.split(".")[0]).casefold())


def missing_file_message(path: Path, expected: Message) -> Message:
    """The message about a file that isn't there, with the one that is there in its place."""
    there = next((name for name in list_names(path.parent) if meant_file(name, [path.name])), None)
    if there is None:
        return say("{name} is missing; {expected}", name=quote(path.name), expected=expected)
    return say(
        "{name} is missing, but {there} is there; {advice}",
        name=quote(path.name),
        there=quote(there),
        advice=_advice(there, path.name),
    )


def _advice(name: str, file: str) -> Message:
    if name.casefold().endswith(WORKBOOK_SUFFIXES):
        return say("save it as CSV UTF-8 under the name {file}", file=file)
    return say("rename it to {file}", file=file)


def check_names(
    folder: Path, files: Collection[str], optional: Collection[str] = (), place: str = "", others: Collection[str] = ()
) -> Iterator[Problem]:
    """Files that are not read, so that nothing is overlooked in silence.

    `files` are those that are read, the optional ones too, and `others` what else belongs into the folder. `place` is
    the folder's name with a slash, "" at the top. A file in the place of an optional one that is missing is an error.
    """
    names = list_names(folder)
    for name in names:
        if name in files or name in others:
            continue
        meant = meant_file(name, files)
        if meant is None:
            message = say("{name} is not read; expected only {files}", name=quote(name), files=", ".join(sorted(files)))
        elif meant in names:
            message = say(
                "{name} is not read, only {file} beside it is; remove it, or put what is newer in it there",
                name=quote(name),
                file=quote(meant),
            )
        elif meant in optional:
            message = say("{name} is not read; {advice}", name=quote(name), advice=_advice(name, meant))
        else:  # the message about the missing file names this one
            continue
        lost = meant in optional and meant not in names
        yield Problem(f"{place}{name}", 1, "file", message, warning=not lost)
