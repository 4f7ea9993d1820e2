"""The charts of a workbook name the cells that they draw."""

from __future__ import annotations

import pytest

from lib.export.tables.sheet_chart import cell_range


@pytest.mark.parametrize(
    ("cells", "formula"),
    [
        ([(1, 2)], "'By day'!$C$2"),
        ([(1, 2), (2, 2), (3, 2)], "'By day'!$C$2:$C$4"),
        ([(1, 1), (1, 2), (1, 3)], "'By day'!$B$2:$D$2"),
        # Where a percentage stands between numbers, which are drawn apart.
        ([(1, 2), (3, 2)], "('By day'!$C$2,'By day'!$C$4)"),
    ],
)
def test_a_range_is_of_exactly_these_cells(cells: list[tuple[int, int]], formula: str) -> None:
    assert cell_range("By day", cells) == formula
