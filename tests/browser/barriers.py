"""What keeps readers out of a page: axe-core, WCAG 2.2 A and AA and its best practices."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
Scheme = Literal["light", "dark"]
# What is looked for in light, and all of it that can be otherwise in the dark, where the elements are the same.
RULES_IN: dict[Scheme, list[str]] = {"light": RULES, "dark": ["color-contrast", "link-in-text-block"]}

AXE_SCRIPT = Axe().axe_script
BROKEN_RULES = """options => axe.run(options).then(({violations}) =>
  violations.flatMap(({id, nodes}) => nodes.map(({html}) => [id, html])))"""


def barriers(page: Page, rules: Sequence[str] = RULES) -> list[tuple[str, str]]:
    """What axe-core finds: (rule, the element)."""
    if not page.evaluate("'axe' in window"):  # a document needs to compile it only once
        page.evaluate(AXE_SCRIPT)
    # To describe what it found no fault with takes axe five times as long as to look.
    found = page.evaluate(BROKEN_RULES, {"runOnly": list(rules), "resultTypes": ["violations"]})
    return [(rule, element) for rule, element in found]
