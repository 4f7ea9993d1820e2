"""The encoding of a file: this module tells whether bytes are UTF-8, and what they look like if they are not."""

import codecs
import re
from collections.abc import Callable

from lib.archive.message import Message, say
from lib.archive.message_parts import quote

HIGH_BYTES = re.compile(rb"[\x80-\xff]+")
SAVE_AS_UTF8 = say(
    "expected UTF-8: in Excel save as “CSV UTF-8 (Comma delimited)”, in an editor choose the encoding UTF-8"
)
WORKBOOK_SIGNS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # of ZIP (XLSX, ODS), and of XLS
CODE_PAGE_SCRIPTS = {"cp1256": say("Arabic"), "cp1252": say("Western European")}


def find_binary_fault(data: bytes) -> Message | None:
    """The message about bytes that are no UTF-8 or single-byte text, such as a workbook or UTF-16; else None."""
    if data.startswith(WORKBOOK_SIGNS):
        return say("the file is a workbook (XLSX, ODS or XLS) under another name; {expected}", expected=SAVE_AS_UTF8)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return say(
            "the file is encoded as UTF-16 ({name} in Windows); {expected}",
            name=quote("Unicode"),
            expected=SAVE_AS_UTF8,
        )
    if b"\0" in data:
        line = _line(data, data.index(0))
        return say(
            "the file holds zero bytes ({sign}) from line {line} on, so it is not plain text; {expected}",
            sign=quote("\0"),
            line=line,
            expected=SAVE_AS_UTF8,
        )
    return None


def find_utf8_fault(data: bytes) -> tuple[int, Message] | None:
    """The line of the first byte that is not UTF-8, and the message about it; None if all is UTF-8."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as fault:
        page = _code_page(data)
        word = HIGH_BYTES.search(data, fault.start)
        sample = (word.group() if word else data[fault.start : fault.end]).decode(page, errors="replace")
        name = page.replace("cp", "Windows-")
        message = say(
            "not UTF-8: {text} looks like {page} ({script}); {expected}",
            text=quote(sample),
            page=name,
            script=CODE_PAGE_SCRIPTS[page],
            expected=SAVE_AS_UTF8,
        )
        return _line(data, fault.start), message
    return None


def decode_text(data: bytes) -> str:
    """The text of bytes, without the byte order mark. What is not UTF-8 in it is read in the likeliest code page.

    So whatever else is wrong with a file in another encoding is found in the same run.
    """
    return data.decode("utf-8-sig", errors=_code_page(data))


def _read_in(page: str) -> Callable[[UnicodeError], tuple[str, int]]:
    """A handler for `bytes.decode` that reads bytes which are not UTF-8 in a code page."""

    def read(fault: UnicodeError) -> tuple[str, int]:
        assert isinstance(fault, UnicodeDecodeError)
        return fault.object[fault.start : fault.end].decode(page, errors="ignore"), fault.end

    return read


for _page in CODE_PAGE_SCRIPTS:
    codecs.register_error(_page, _read_in(_page))


def _code_page(data: bytes) -> str:
    """Arabic words are runs of high bytes in Windows-1256; in French words accents stand one by one."""
    runs = [len(run) for run in HIGH_BYTES.findall(data)]
    return "cp1256" if sum(runs) > 1.5 * len(runs) else "cp1252"


def _line(data: bytes, position: int) -> int:
    """The line of a byte, as the csv module counts: a line ends with LF, CR or CRLF."""
    return len(re.findall(rb"\r\n|\r|\n", data[:position])) + 1
