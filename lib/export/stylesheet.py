"""The style sheet inside documents that do without Streamlit, with the colours of both themes."""

from __future__ import annotations

import re
from functools import cache

from lib.charts import DARK_PALETTE, LIGHT_PALETTE
from lib.charts.kinds.palette import COLOUR_ROLES
from lib.charts.kinds.style import CHART_FONT
from lib.export.pictures.typeface import FONT_SCRIPTS, FontFace, unicode_range
from lib.templates.static_asset import STATIC_FOLDER


@cache
def document_css(static: str = "/app/static") -> str:
    """The whole style of a document in one sheet. Only the typeface is loaded, from the address `static`; nothing waits
    for it.
    """
    colors = "".join(
        f"--chart-{role}:light-dark({getattr(LIGHT_PALETTE, role)},{getattr(DARK_PALETTE, role)});"
        for role in COLOUR_ROLES
    )
    sheets = (STATIC_FOLDER / name for name in ("content.css", "standalone_page.css"))
    written = "".join(path.read_text(encoding="utf-8") for path in sheets)
    return f"{_faces(static)}:root{{color-scheme:light dark;{colors}}}{_short(written)}"


def _faces(static: str) -> str:
    """Common letters come from small files, the others from complete ones: a browser fetches what it needs."""
    rules = []
    for face in (FontFace(script, weight) for weight in (400, 600) for script in FONT_SCRIPTS):
        parts = [(face.common, unicode_range(face, True)), (face.path, unicode_range(face, False))]
        rules += [
            f'@font-face{{font-family:"{CHART_FONT}";font-weight:{face.weight};font-display:swap;'
            f"src:url({static}/fonts/{path.name});unicode-range:{held}}}"
            for path, held in parts
            if held
        ]
    return "".join(rules)


def _short(sheet: str) -> str:
    """A style sheet without comments and white space that means nothing."""
    bare = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    return re.sub(r"\s*([{};,])\s*", r"\1", re.sub(r"\s+", " ", bare)).replace(": ", ":").strip()
