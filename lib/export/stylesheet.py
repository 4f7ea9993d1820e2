"""The look of documents that stand without Streamlit: style sheets written into them, colours of both themes."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from lib.charts import DARK, LIGHT
from lib.charts.kinds.palette import ROLES
from lib.charts.kinds.style import FONT
from lib.export.pictures.typeface import SCRIPTS, Face, letters

STATIC = Path(__file__).parents[2] / "static"


@cache
def style(static: str = "/app/static") -> str:
    """Everything a document needs to look right, in one sheet; only the typeface comes later, from the folder `static`,
    and holds up nothing.
    """
    colors = "".join(f"--chart-{role}:light-dark({getattr(LIGHT, role)},{getattr(DARK, role)});" for role in ROLES)
    sheets = (STATIC / name for name in ("content.css", "standalone_page.css"))
    written = "".join(path.read_text(encoding="utf-8") for path in sheets)
    return f"{_faces(static)}:root{{color-scheme:light dark;{colors}}}{_short(written)}"


def _faces(static: str) -> str:
    """The common letters from small files, the others from those that have all: a browser fetches what it needs."""
    rules = []
    for face in (Face(script, weight) for weight in (400, 600) for script in SCRIPTS):
        parts = [(face.common, letters(face, True)), (face.path, letters(face, False))]
        rules += [
            f'@font-face{{font-family:"{FONT}";font-weight:{face.weight};font-display:swap;'
            f"src:url({static}/fonts/{path.name});unicode-range:{held}}}"
            for path, held in parts
            if held
        ]
    return "".join(rules)


def _short(sheet: str) -> str:
    """A style sheet without comments and white space that means nothing."""
    bare = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    return re.sub(r"\s*([{};,])\s*", r"\1", re.sub(r"\s+", " ", bare)).replace(": ", ":").strip()
