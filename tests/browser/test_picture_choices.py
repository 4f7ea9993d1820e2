"""The pictures of a chart: previews, dark and without headline, to copy and to share."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from lib.charts import CHARTS
from tests.browser.barriers import barriers
from tests.browser.conftest import Opener, until

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
    window = tab("en", alone=True)
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


def test_the_gallery_is_narrowed_and_its_choices_hold_for_all(tab: Opener) -> None:
    window = tab("ar")
    page = window.open("/press?edition=4&lang=ar")
    gallery = page.locator(".abwab-gallery")
    items = gallery.locator("li")
    expect(items).to_have_count(len(CHARTS))
    gallery.locator("[data-narrow=topic]").select_option("staff")
    expect(items.filter(visible=True)).to_have_count(2)
    gallery.locator("[data-narrow=topic]").select_option("")
    gallery.locator("[data-narrow=words]").fill("طنجة 2019")
    assert 0 < items.filter(visible=True).count() < len(CHARTS)
    gallery.locator("[data-narrow=words]").fill("xyz")
    expect(items.filter(visible=True)).to_have_count(0)
    expect(gallery.locator("[data-nothing]")).to_be_visible()
    gallery.locator("[data-narrow=words]").fill("")
    gallery.locator("[data-choice=size]").select_option("square")
    gallery.locator("[data-choice=theme]").check()
    for link in gallery.locator("li span a").all():
        asked = parse_qs(urlsplit(link.get_attribute("href") or "").query)
        assert (asked["size"], asked["theme"]) == (["square"], ["dark"])
    page_of = items.first.locator("h3 a").get_attribute("href") or ""
    assert "theme" not in page_of
    assert not window.complaints
    assert barriers(page) == []


def test_thumbnails_of_the_gallery_are_light_and_come_when_scrolled_to(tab: Opener) -> None:
    # One thumbnail above the other: the gallery is longer than what a browser fetches ahead.
    window = tab("fr", 390, alone=True)
    weights: dict[str, int] = {}
    window.page.on(
        "response",
        lambda answer: weights.__setitem__(answer.url, len(answer.body())) if "preview=1" in answer.url else None,
    )
    page = window.open("/press?edition=4&lang=fr")
    page.wait_for_load_state("networkidle")
    assert 0 < len(weights) < len(CHARTS)
    for item in page.locator(".abwab-gallery li").all():
        item.scroll_into_view_if_needed()
    until(page, "() => [...document.querySelectorAll('.abwab-gallery img')].every(image => image.naturalWidth)", 120)
    assert len(weights) == len(CHARTS)
    assert sum(weights.values()) <= 300_000
