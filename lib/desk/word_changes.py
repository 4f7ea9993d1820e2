"""Whether two record books differ in words alone."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lib.desk.row_changes import book_changes
from lib.releases.difference import compare_archives, derive_kind
from lib.releases.release_reader import check_files


def changes_words_only(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> bool:
    """Whether nothing but words differs between the files of two record books: no claim, day, source, no digit.

    A digit within words says a figure, too.
    """
    old, new = (check_files(files).archive for files in (before, after))
    if old is None or new is None or derive_kind(compare_archives(old, new)) != "typing_error":
        return False
    return all(_digits(change.before) == _digits(change.after) for _, change in book_changes(before, after))


def _digits(row: Mapping[str, str] | None) -> list[str]:
    return re.findall(r"\d", " ".join(row.values())) if row else []
