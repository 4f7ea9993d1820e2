"""What tests of press kits share."""

from __future__ import annotations

import pytest

from lib.web import kit
from lib.web.links import Links

LINKS = Links("https://abwab.example")
KIT_CHARTS = ("visitors_total", "coverage")


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Kits of two charts: what there is of them all is held against the plan."""
    monkeypatch.setattr(kit, "KIT_CHART_NAMES", KIT_CHARTS)
