"""The inline style sheet of documents that do not use Streamlit, with the colours of both themes."""

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
    """The complete style of a document. Only the fonts are loaded, from the address `static`, without blocking."""
    colors = "".join(
        f"--chart-{role}:light-dark({getattr(LIGHT_PALETTE, role)},{getattr(DARK_PALETTE, role)});"
        for role in COLOUR_ROLES
    )
    sheets = (STATIC_FOLDER / name for name in ("content.css", "standalone_page.css"))
    written = "".join(path.read_text(encoding="utf-8") for path in sheets)
    return f"{_font_rules(static)}:root{{color-scheme:light dark;{colors}}}{_minify(written)}"


def _font_rules(static: str) -> str:
    """@font-face rules: small files for common letters, complete ones for the rest. A browser loads what it needs."""
    rules = []
    for face in (FontFace(script, weight) for weight in (400, 600) for script in FONT_SCRIPTS):
        parts = [(face.common, unicode_range(face, True)), (face.path, unicode_range(face, False))]
        rules += [
            f'@font-face{{font-family:"{CHART_FONT}";font-weight:{face.weight};font-display:swap;'
            f"src:url({static}/fonts/{path.name});unicode-range:{letters}}}"
            for path, letters in parts
            if letters
        ]
    return "".join(rules)


def _minify(sheet: str) -> str:
    """The style sheet without comments and insignificant white space."""
    bare = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    return re.sub(r"\s*([{};,])\s*", r"\1", re.sub(r"\s+", " ", bare)).replace(": ", ":").strip()
