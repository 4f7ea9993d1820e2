"""Plotly's smallest script that draws our charts, as npm has it: `make plotly` fetches and checks it (needs npm).

It is of the same release as the script in the Python package, with which pictures are drawn.
"""

from __future__ import annotations

import base64
import hashlib
import subprocess
import tarfile
import tempfile
from pathlib import Path

from lib.templates.static_asset import STATIC_FOLDER

PACKAGE, RELEASE = "plotly.js-basic-dist-min", "4.1.1"
# What npm states as the package's integrity.
SHA512 = "1oNF8PeQx2hv/y7tqEVWKD3JGwn/MGEMQ8mL9HUwsaqG9FGy/OU5FHUHvzqbqxN4mnwZGI9abTiE775C4kkjMQ=="
FOLDER = STATIC_FOLDER / "plotly"
MEMBERS = ("plotly-basic.min.js", "LICENSE")


def main() -> None:
    """Write the script and its licence to static/plotly. Exits if the package isn't the one that is pinned."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["npm", "pack", "--silent", f"{PACKAGE}@{RELEASE}"], cwd=folder, check=True)
        [packed] = Path(folder).glob("*.tgz")
        if base64.b64encode(hashlib.sha512(packed.read_bytes()).digest()).decode() != SHA512:
            raise SystemExit(f"{packed.name} is not the package that is pinned in {__file__}")
        FOLDER.mkdir(exist_ok=True)
        with tarfile.open(packed) as package:
            for name in MEMBERS:
                member = package.extractfile(f"package/{name}")
                assert member
                (FOLDER / name).write_bytes(member.read())


if __name__ == "__main__":
    main()
