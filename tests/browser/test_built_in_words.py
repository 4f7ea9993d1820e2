"""Words that Streamlit has in English only are said in the reader's language, whichever widget brings them."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, Page

from lib.framework import SCRIPT_TEXTS
from lib.language import Language, LanguageCode
from lib.templates import render_template
from tests.browser.conftest import until

SCRIPT = Path(__file__).parents[2] / "static" / "streamlit_page.js"
# As Streamlit writes them: the multiselect stands on pages with very many editions only.
WIDGETS = """
<a data-testid="stSkipToContent">Skip to main content</a>
<div data-testid="stSelectbox"><button aria-label="Open"></button></div>
<div data-testid="stTextInput"><button aria-label="Clear entry"></button></div>
<div data-testid="stMultiSelect"><span role="group" aria-label="Selected values"></span>
  <button aria-label="Open"></button><button aria-label="Clear all"></button>
  <button aria-label="Remove Fes 2023"></button>
</div>
<div data-testid="stSelectboxVirtualDropdown"><div role="option"><span>No results</span></div></div>
"""
SAID = (
    "[...document.querySelectorAll('body *')].map(one => one.ariaLabel ?? (one.children.length ? '' : one.textContent))"
)


def say(page: Page, code: LanguageCode) -> list[str]:
    """All labels and texts of the page once it has been told its language."""
    language = Language(code)
    page.evaluate(
        "told => { document.querySelector('#told').innerHTML = told }",
        render_template("page_language.html", language, title=code, credit=""),
    )
    until(page, f"document.title === '{code}'")
    return [text.strip() for text in page.evaluate(SAID) if text.strip()]


def test_each_word_is_translated_and_again_in_another_language(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content(f"<div id=told></div>{WIDGETS}")
    page.add_script_tag(content="window.abwabScheme = () => ''")  # of the document's head
    page.add_script_tag(content=SCRIPT.read_text(encoding="utf-8"), type="module")
    codes: tuple[LanguageCode, ...] = ("ar", "fr", "en", "ar")
    for code in codes:
        text = Language(code).text
        assert say(page, code) == [
            text("Skip to main content"),
            text("Open the list"),
            text("Clear the search"),
            text("Chosen"),
            text("Open the list"),
            text("Choose none"),
            text("Remove {name}", name="Fes 2023"),
            text("Nothing has that name"),
        ], code
    page.close()


def test_the_words_are_those_for_which_the_start_looks() -> None:
    taken = {text.strip("`").removesuffix("${") for script in SCRIPT_TEXTS for text in script.texts}
    for word in (
        "Open",
        "Clear entry",
        "Clear all",
        "Selected values",
        "No results",
        "Remove ",
        "Skip to main content",
    ):
        assert word in taken
        assert word in WIDGETS
