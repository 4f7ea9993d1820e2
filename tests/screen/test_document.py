"""The document that the server sends: right from the first byte."""

from __future__ import annotations

from pathlib import Path

import pytest
import streamlit

from lib.language import CODES, Language
from lib.screen.document import document

INDEX = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
TITLES = {
    ("/", "ar"): "الرقم القياسي — أبواب",
    ("/", "fr"): "Le record — Abwab",
    ("/", "en"): "The record — Abwab",
    ("/visitors", "ar"): "الزوار — أبواب",
    ("/visitors", "fr"): "Visiteurs — Abwab",
    ("/visitors", "en"): "Visitors — Abwab",
}


@pytest.mark.parametrize(("path", "code"), TITLES)
def test_language_direction_and_title(path: str, code: str) -> None:
    page = document(INDEX, path, f"edition=4&lang={code}", None)
    language = Language(code)
    assert f'<html lang="{language.tag}" dir="{language.direction}">' in page
    assert f"<title>{TITLES[path, code]}</title>" in page
    assert page.count("<title>") == 1
    assert "<title>Streamlit</title>" not in page


@pytest.mark.parametrize("code", CODES)
def test_language_of_the_browser_where_the_address_has_none(code: str) -> None:
    assert f'lang="{Language(code).tag}"' in document(INDEX, "/", "", f"{code};q=0.9, de")


def test_address_is_completed_in_place() -> None:
    assert 'history.replaceState(history.state, "", "?edition=4\\u0026lang=fr"' in document(INDEX, "/", "lang=fr", None)
    assert "replaceState" not in document(INDEX, "/", "edition=4&lang=fr", None)


def test_a_hostile_address_stays_text() -> None:
    page = document(INDEX, "/", "x=</script><script>alert(1)</script>", None)
    assert "alert(1)</script>" not in page


def test_nothing_of_the_framework_shows() -> None:
    page = document(INDEX, "/", "", None)
    assert "SourceSans" not in page
    assert "You need to enable JavaScript" not in page
    assert page.count("<noscript>") == 1


def test_scripts_and_styles_of_the_framework_stay() -> None:
    page = document(INDEX, "/", "", None)
    assert page.count("static/js/") == INDEX.count("static/js/")
    assert '<div id="root"></div>' in page
