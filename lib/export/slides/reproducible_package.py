"""Office files whose bytes depend on their content and their day alone, so that each server makes the same."""

from __future__ import annotations

import datetime
import io
import re
import zipfile

# XlsxWriter and the like write the moment into the properties of a workbook.
MOMENT = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")


def make_package_reproducible(data: bytes, day: datetime.date) -> bytes:
    """The package with that day as date of all its files; workbooks inside are treated the same."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as package,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as fresh,
    ):
        for entry in package.infolist():
            content = package.read(entry)
            if entry.filename.endswith(".xlsx"):
                content = make_package_reproducible(content, day)
            elif entry.filename == "docProps/core.xml":
                content = MOMENT.sub(rb"\g<1>" + f"{day.isoformat()}T00:00:00Z".encode(), content)
            info = zipfile.ZipInfo(entry.filename, (day.year, day.month, day.day, 0, 0, 0))
            info.compress_type = (
                zipfile.ZIP_STORED if entry.filename.endswith((".xlsx", ".png")) else zipfile.ZIP_DEFLATED
            )
            fresh.writestr(info, content)
    return written.getvalue()
