"""The catalogues: complete, nothing superfluous, the same placeholders, each in its own script and punctuation."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from string import Formatter

import pytest
from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from lib.language import __main__ as extraction
from lib.language.catalogue import FOLDER, catalogue

CODES = ("ar", "fr")
# Written in Latin letters in Arabic too.
LATIN = {"CSV", "JSON", "PDF", "PNG", "SVG", "XLSX"}
# The order of the Arabic forms in gettext as Babel writes it; other tools swap the last two.
ARABIC_FORMS = ("zero", "one", "two", "few", "other", "many")


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.stem, abort_invalid=True)


def translations(message: Message) -> tuple[str, ...]:
    return message.string if isinstance(message.string, tuple) else (message.string,)


def messages(code: str) -> list[Message]:
    return [message for message in read(FOLDER / f"{code}.po") if message.id]


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def bare(text: str) -> str:
    return re.sub(r"\{\w+\}", "", text)


def general(message: Message) -> str:
    return message.id[1] if message.pluralizable else message.id


every_message = pytest.mark.parametrize(
    ("code", "message"),
    [(code, message) for code in CODES for message in messages(code)],
    ids=lambda value: value if isinstance(value, str) else general(value)[:50],
)
arabic = pytest.mark.parametrize("message", messages("ar"), ids=lambda message: general(message)[:50])
french = pytest.mark.parametrize("message", messages("fr"), ids=lambda message: general(message)[:50])


def test_there_is_a_catalogue_for_each_language_but_that_of_the_messages() -> None:
    assert {path.stem for path in FOLDER.glob("*.po")} == set(CODES)
    assert catalogue("en").gettext("Visitors") == "Visitors"


def test_extraction_reads_code_templates_and_tables() -> None:
    found = {message.id for message in extraction.extracted()}
    assert {"This page needs JavaScript.", "not published", "Visitors per stand"} <= found
    assert ("{number} visitor", "{number} visitors") in found


@pytest.mark.parametrize("code", CODES)
def test_catalogue_holds_what_the_code_says_and_nothing_else(code: str) -> None:
    held = {message.id for message in messages(code)}
    said = {message.id for message in extraction.extracted() if message.id}
    assert (said - held, held - said) == (set(), set())


@every_message
def test_every_form_is_translated(code: str, message: Message) -> None:
    assert all(text.strip() for text in translations(message))
    assert not message.fuzzy
    assert len(translations(message)) == (read(FOLDER / f"{code}.po").num_plurals if message.pluralizable else 1)


@every_message
def test_placeholders_are_those_of_the_message(code: str, message: Message) -> None:
    """A form for one number only (none, one, two) may leave some out: one visitor needs no digit."""
    wanted, texts = placeholders(general(message)), translations(message)
    special = {"ar": 3, "fr": 1}[code] if message.pluralizable else 0
    assert all(placeholders(text) <= wanted for text in texts[:special])
    assert all(placeholders(text) == wanted for text in texts[special:])


@every_message
def test_translation_begins_and_ends_like_the_message(code: str, message: Message) -> None:
    for text in translations(message):
        assert text.endswith(".") == general(message).endswith(".")
        assert text.endswith(" ") == general(message).endswith(" ")
        assert "  " not in text


@arabic
def test_arabic_is_in_arabic_letters_digits_of_morocco_and_arabic_marks(message: Message) -> None:
    for text in translations(message):
        assert set(re.findall(r"[A-Za-zÀ-ÿ]+", bare(text))) <= LATIN
        assert not re.search(r"[٠-٩۰-۹]", text)
        assert not re.search(r"[,;?\"“”]", text)


@french
def test_french_marks_stand_off_by_a_space_that_does_not_break(message: Message) -> None:
    for text in translations(message):
        assert not re.search(r"[^\u00a0\u202f][:;!?»]|«[^\u00a0\u202f]", text)
        assert not re.search(r"[\"“”]", text)


def test_arabic_plural_header_is_the_one_of_babel() -> None:
    header = re.search(r'"Plural-Forms: (.*)\\n"', (FOLDER / "ar.po").read_text(encoding="utf-8"))
    assert header
    assert header[1] == Catalog(locale="ar").plural_forms


@pytest.mark.parametrize("number", [*range(0, 130), 200, 203, 211, 1_000, 1_002, 1_150_000])
def test_arabic_form_is_the_one_of_the_number(number: int) -> None:
    form = catalogue("ar").plural(number)
    assert ARABIC_FORMS[form] == Locale("ar").plural_form(number)


# python -m lib.language


@pytest.fixture
def copies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The catalogues in another folder, where they may be written anew."""
    folder = Path(shutil.copytree(FOLDER, tmp_path / "catalogues"))
    monkeypatch.setattr(extraction, "FOLDER", folder)
    return folder


def test_carrying_over_keeps_every_translation(copies: Path) -> None:
    extraction.main()
    for code in CODES:
        assert {m.id: m.string for m in read(copies / f"{code}.po")} == {
            m.id: m.string for m in read(FOLDER / f"{code}.po")
        }


def test_carrying_over_adds_what_is_new_and_drops_what_is_gone(
    copies: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    catalog = read(copies / "fr.po")
    catalog.delete("Visitors")
    catalog.add("No longer said", "N'est plus dit")
    with (copies / "fr.po").open("wb") as file:
        write_po(file, catalog)
    extraction.main()
    carried = read(copies / "fr.po")
    assert carried["Visitors"].string == ""
    assert "No longer said" not in carried
    assert not carried.obsolete
    assert re.search(r"fr\.po: \d+ messages, 1 to translate", capsys.readouterr().out)
