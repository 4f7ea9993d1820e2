"""`python -m lib.server`: compress all static files ahead, so that nothing is left to do for the first visitors.

Without it the same is done while the server runs, for the files that are asked for.
"""

from __future__ import annotations

import sys

from lib.server.atomic_files import cache
from lib.server.file_store import Store
from lib.server.precompressed import Variants
from lib.server.static_folders import folders


def main() -> None:
    """Fill the cache folder; takes a minute or two."""
    variants = Variants(Store(cache() / "static"))
    paths = [path for folder in folders() for path in folder.files()]
    for path in paths:
        variants.prepare(path)
    sys.stdout.write(f"{len(paths)} files looked over, kept in {cache()}\n")


if __name__ == "__main__":
    main()
