"""Whether bytes are a text in UTF-8, and what they look like if they are not."""

import re

from lib.archive.wording import quote

HIGH = re.compile(rb"[\x80-\xff]+")
SAVE = 'expected UTF-8: in Excel save as "CSV UTF-8 (Comma delimited)", in an editor choose the encoding UTF-8'


def undecodable(data: bytes) -> str:
    """What the bytes are if they are no text of single bytes at all (a workbook, UTF-16), or ""."""
    if data.startswith(b"PK\x03\x04"):
        return f'the file is an Excel workbook or another archive ("PK"); {SAVE}'
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return f'the file is encoded as UTF-16 ("Unicode" in Windows); {SAVE}'
    if b"\0" in data:
        line = _line(data, data.index(0))
        return f'the file holds zero bytes ("\\x00") from line {line} on, so it is no plain text; {SAVE}'
    return ""


def misread(data: bytes) -> tuple[int, str] | None:
    """The line of the first byte that is not UTF-8, and the message about it; None if all is UTF-8."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as fault:
        page, script = _code_page(data)
        word = HIGH.search(data, fault.start)
        shown = (word.group() if word else data[fault.start : fault.end]).decode(page, errors="replace")
        name = page.replace("cp", "Windows-")
        return _line(data, fault.start), f"not UTF-8: {quote(shown)} looks like {name} ({script}); {SAVE}"
    return None


def _code_page(data: bytes) -> tuple[str, str]:
    """Arabic words are runs of high bytes in Windows-1256; in French words accents stand one by one."""
    runs = [len(run) for run in HIGH.findall(data)]
    return ("cp1256", "Arabic") if sum(runs) > 1.5 * len(runs) else ("cp1252", "Western European")


def _line(data: bytes, position: int) -> int:
    """The line of a byte, as the csv module counts: a line ends with LF, CR or CRLF."""
    return len(re.findall(rb"\r\n|\r|\n", data[:position])) + 1
