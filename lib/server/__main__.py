"""`python -m lib.server`: compress all static files ahead, so that nothing is left to do for the first visitors.

Without it the same is done while the server runs, for the files that are asked for.
"""

from __future__ import annotations

import sys

from lib.server.atomic_files import cache_folder
from lib.server.file_store import FileStore
from lib.server.precompressed import PrecompressedFiles
from lib.server.static_folders import dashboard_folders


def main() -> None:
    """Fill the cache folder; takes a minute or two."""
    variants = PrecompressedFiles(FileStore(cache_folder() / "static"))
    paths = [path for folder in dashboard_folders() for path in folder.files()]
    for path in paths:
        variants.prepare(path)
    sys.stdout.write(f"{len(paths)} files looked over, kept in {cache_folder()}\n")


if __name__ == "__main__":
    main()
