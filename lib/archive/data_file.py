"""Reading one file of the data folder: whole, of bounded size, and never something that has no end."""

import os
import stat
from pathlib import Path

from lib.archive.message import Message, say
from lib.archive.message_parts import error_code, quote

MAX_MEGABYTES = 64  # reading takes about twelve times the size of the file in memory


def read_data_file(path: Path) -> bytes | Message:
    """The bytes of a file, or the reason for which it can't be read. Raises FileNotFoundError."""
    name, most = quote(path.name), MAX_MEGABYTES * 1024 * 1024
    try:
        mode = path.stat().st_mode
        if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):  # a pipe or a device may have no end
            return say("{name} is not a plain file; expected a file of text", name=name)
        with path.open("rb") as file:
            if os.fstat(file.fileno()).st_size <= most and len(data := file.read(most + 1)) <= most:
                return data
    except FileNotFoundError:
        raise
    except OSError as error:
        return say("{name} can't be read ({code}); expected a file of text", name=name, code=error_code(error))
    return say("{name} is larger than {most} MB; expected a smaller file", name=name, most=MAX_MEGABYTES)
