"""The pictures of a chart: previews, dark and without headline, to copy and to share."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Opener, until
from tests.browser.test_layout import barriers

CHART = ".st-key-graphic-visitors_total"


def open_panel(page: Page, name: str) -> Locator:
    panel = page.locator(f"{CHART} .abwab-takeaway details").filter(has=page.get_by_text(name, exact=True))
    panel.locator("summary").click()
    return panel


def test_choices_change_previews_and_files(tab: Opener) -> None:
    window = tab("fr")
    page = window.open("/visitors?edition=4&lang=fr")
    panel = open_panel(page, "Image")
    expect(panel.locator("li")).to_have_count(4)
    panel.get_by_label("Sombre").check()
    panel.get_by_label("Sans titre").check()
    for link in panel.locator("li a").all():
        asked = parse_qs(urlsplit(link.get_attribute("href") or "").query)
        assert (asked["theme"], asked["headline"], asked["edition"]) == (["dark"], ["0"], ["4"])
    for preview in panel.locator("img").all():
        asked = parse_qs(urlsplit(preview.get_attribute("src") or "").query)
        assert (asked["theme"], asked["headline"], asked["preview"]) == (["dark"], ["0"], ["1"])
    until(page, f"() => [...document.querySelectorAll('{CHART} li img')].every(image => image.naturalWidth > 100)")
    panel.get_by_label("Sombre").uncheck()
    assert "theme" not in (panel.locator("li a").first.get_attribute("href") or "")
    assert not window.complaints
    assert barriers(page) == []


def test_picture_and_caption_are_copied_and_the_page_is_shared(tab: Opener) -> None:
    window = tab("en")
    page = window.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.add_init_script("navigator.share = async what => { window.shared = what }")
    window.open("/visitors?edition=4&lang=en")
    panel = open_panel(page, "Picture")
    panel.get_by_label("Dark").check()
    panel.get_by_role("button", name="Copy the picture").first.click()
    expect(panel.get_by_role("button", name="Copied")).to_have_count(1)
    size = page.evaluate(
        "async () => { const [item] = await navigator.clipboard.read();"
        " const image = await createImageBitmap(await item.getType('image/png')); return [image.width, image.height] }"
    )
    assert size == [3200, 1800]
    panel.get_by_role("button", name="Copy", exact=True).click()
    until(page, "() => navigator.clipboard.readText().then(text => text.includes('Source: '))")
    panel.get_by_role("button", name="Share").click()
    shared = page.evaluate("() => window.shared")
    assert urlsplit(shared["url"]).path == "/charts/visitors_total"
    assert shared["title"].startswith("Fes 2023")


@pytest.mark.parametrize("width", [390, 1280])
def test_previews_stand_inside_the_page(tab: Opener, width: int) -> None:
    page = tab("ar", width).open("/visitors?edition=4&lang=ar")
    panel = open_panel(page, "صورة")
    until(page, f"() => [...document.querySelectorAll('{CHART} li img')].every(image => image.complete)")
    for preview in panel.locator("img").all():
        box = preview.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
