"""A drawing that isn't as Plotly draws it is refused, not taken in by halves."""

from __future__ import annotations

import pytest

from lib.charts import LIGHT_PALETTE
from lib.charts.kinds.palette import COLOUR_ROLES, PLACEHOLDERS
from lib.export.pictures.plotly_svg import apply_page_style, parse_drawing, recolour_drawing

DRAWN = (
    '<svg class="main-svg" width="400" height="300"><defs id="defs-a1b2c3"></defs>'
    '<rect class="bg" x="10" y="20" width="380" height="240"/></svg>'
)


def test_a_drawing_is_taken_in() -> None:
    assert parse_drawing(DRAWN, "x").tall == 240
    assert "defs--x" in parse_drawing(DRAWN, "x").inside


@pytest.mark.parametrize("part", ['width="400"', 'id="defs-a1b2c3"', 'class="bg"', "</svg>"])
def test_a_drawing_that_lacks_a_part_is_refused(part: str) -> None:
    with pytest.raises(ValueError, match="as Plotly draws it"):
        parse_drawing(DRAWN.replace(part, ""), "x")


@pytest.mark.parametrize("role", COLOUR_ROLES)
def test_every_role_has_its_colour_in_a_picture_and_on_a_page(role: str) -> None:
    written = f"fill: rgb(0, 0, {int(getattr(PLACEHOLDERS, role)[1:])})"
    assert recolour_drawing(written, LIGHT_PALETTE) == f"fill: {getattr(LIGHT_PALETTE, role)}"
    assert apply_page_style(written) == f"fill: var(--chart-{role})"
