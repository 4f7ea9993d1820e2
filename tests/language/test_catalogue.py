"""The catalogues: complete, nothing superfluous, the same placeholders, each in its own script and punctuation."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from lib.language import __main__ as extraction
from lib.language.catalogue import CATALOGUE_FOLDER, load_catalogue

CODES = ("ar", "fr")
# Written in Latin letters in Arabic too.
LATIN = {"BibTeX", "CSV", "Excel", "JSON", "ODS", "PDF", "PNG", "SVG", "TOML", "UTF", "Windows", "XLSX"}
# The order of the Arabic forms in gettext as Babel writes it; other tools swap the last two.
ARABIC_FORMS = ("zero", "one", "two", "few", "other", "many")


def read(path: Path) -> list[Message]:
    """All messages of a catalogue; its header is not one."""
    with path.open("rb") as file:
        return [message for message in read_po(file, locale=path.stem, abort_invalid=True) if message.id]


def translated(code: str) -> Iterator[tuple[Message, tuple[str, ...]]]:
    """Each message of a language with its translation, in all its forms."""
    for message in read(CATALOGUE_FOLDER / f"{code}.po"):
        forms = message.string if isinstance(message.string, (tuple, list)) else [message.string]
        yield message, tuple(form or "" for form in forms)


def general(message: Message) -> str:
    """The message itself, or its plural."""
    return message.id if isinstance(message.id, str) else message.id[1]


def forms_in_english(message: Message) -> tuple[str, ...]:
    """The message itself, in its singular and its plural."""
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def said_wrongly(code: str, wrong: str) -> list[str]:
    """Translations in which the pattern `wrong` is found outside their placeholders."""
    return [text for _, texts in translated(code) for text in texts if re.search(wrong, re.sub(r"\{\w+\}", "{}", text))]


def forms_with(wrong: str) -> list[str]:
    """French translations in which the pattern `wrong` is found, with their placeholders."""
    return [text for _, texts in translated("fr") for text in texts if re.search(wrong, text)]


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param(r"(?<!\b[Tt]here) (is|are) no (?!longer\b)", id="is no X, for is not an X"),
        pytest.param(r"^No\b.*\b(for|of|in) \{(editions|years|measures)\}", id="no ... for A and B, for A or B"),
        pytest.param(r"\buntil \{time\}", id="counted until an hour, for up to it"),
        pytest.param(r"\b(stands|stood) (in|there|above|before|without|a)\b", id="to stand, beside the stands"),
        pytest.param(r"\ball \{number\} sources", id="all two sources"),
    ],
)
def test_no_message_is_german_in_english_words(wrong: str) -> None:
    said = [form for message in read(CATALOGUE_FOLDER / "fr.po") for form in forms_in_english(message)]
    assert [text for text in said if re.search(wrong, text)] == []


def test_there_is_a_catalogue_for_each_language_but_that_of_the_messages() -> None:
    assert {path.stem for path in CATALOGUE_FOLDER.glob("*.po")} == set(CODES)
    assert load_catalogue("en").gettext("Visitors") == "Visitors"


@pytest.mark.parametrize("code", CODES)
def test_no_translation_holds_a_control_character(code: str) -> None:
    assert said_wrongly(code, r"[\x00-\x08\x0b-\x1f]") == []


def test_extraction_reads_code_templates_and_tables() -> None:
    found = {message.id for message in extraction.extract_messages()}
    assert {"This page needs JavaScript.", "not published", "Visitors per stand"} <= found
    assert ("{number} visitor", "{number} visitors") in found


@pytest.mark.parametrize("code", CODES)
def test_catalogue_holds_what_the_code_says_and_nothing_else(code: str) -> None:
    held = {message.id for message in read(CATALOGUE_FOLDER / f"{code}.po")}
    said = {message.id for message in extraction.extract_messages() if message.id}
    assert (said - held, held - said) == (set(), set())


@pytest.mark.parametrize("code", CODES)
def test_every_form_is_translated(code: str) -> None:
    assert [message.id for message, texts in translated(code) if not all(text.strip() for text in texts)] == []
    assert [message.id for message, _ in translated(code) if message.fuzzy] == []


@pytest.mark.parametrize(("code", "special"), [("ar", 3), ("fr", 1)])
def test_placeholders_are_those_of_the_message(code: str, special: int) -> None:
    """The first forms, for one number only (none, one, two), may leave some out: one visitor needs no digit."""
    for message, texts in translated(code):
        wanted, skipped = placeholders(general(message)), special if message.pluralizable else 0
        assert all(placeholders(text) <= wanted for text in texts[:skipped]), message.id
        assert all(placeholders(text) == wanted for text in texts[skipped:]), message.id


@pytest.mark.parametrize("code", CODES)
def test_translation_ends_like_the_message(code: str) -> None:
    for message, texts in translated(code):
        for text in texts:
            assert text.endswith(".") == general(message).endswith("."), message.id
            assert text.endswith(" ") == general(message).endswith(" "), message.id
    assert said_wrongly(code, r"\s\s") == []


def test_arabic_has_no_latin_letters_but_names_of_formats() -> None:
    assert said_wrongly("ar", rf"(?!\b(?:{'|'.join(LATIN)})\b)\b[A-Za-zÀ-ÿ]+") == []


def test_arabic_has_the_digits_of_morocco_and_arabic_marks() -> None:
    assert said_wrongly("ar", r"[٠-٩۰-۹]") == []
    assert said_wrongly("ar", r"[,;?\"“”]") == []


def test_french_marks_stand_off_by_a_space_that_does_not_break() -> None:
    assert said_wrongly("fr", r"[^\u00a0\u202f][:;!?»]|«[^\u00a0\u202f]") == []
    assert said_wrongly("fr", r"[\"“”]") == []


def test_french_names_of_editions_stand_after_words_that_are_not_elided() -> None:
    """It is « d’Agadir 2024 »: « l’édition {edition} » is right before every city."""
    assert forms_with(r"\b(?:de|que|jusque) \{(?:edition|other|holder|taker|place|first|second|start)\}") == []


def test_french_participles_agree_with_one_as_with_many() -> None:
    """What is counted brings its own number along (« 1 conférence »), so that no plural may follow it."""
    assert forms_with(r"\{(?:stands|seminars|units|done|topics)\} (?:\w+(?:és|ées)|fichiers|rubriques)\b") == []


def test_french_says_how_many_times_a_figure_is_another() -> None:
    """« 2 fois plus » is read as twice as many and as three times as many."""
    assert forms_with(r"fois (?:plus|moins)|\{times\} (?:de )?(?:plus|moins)") == []


def test_a_french_colon_follows_no_preposition_and_no_other_colon() -> None:
    assert forms_with(r"\b(?:à|avec|dans|de|par|pour|sur)\u00a0:") == []
    assert forms_with(r"^[^.;?!]*(?:Écarté|\{topic\})\u00a0:") == []


def test_french_has_one_word_for_one_thing() -> None:
    assert (
        forms_with(r"[Cc]omptage (?:en|de visiteurs)|\b[Cc]ompte provisoire|[Ss]urfaces\b|, (?:seul|premier) nombre")
        == []
    )


@pytest.mark.parametrize("code", ["ar", "fr"])
def test_no_message_holds_a_control_character(code: str) -> None:
    assert said_wrongly(code, r"[\x00-\x08\x0b-\x1f\x7f]") == []


def test_arabic_plural_header_is_the_one_of_babel() -> None:
    header = re.search(r'"Plural-Forms: (.*)\\n"', (CATALOGUE_FOLDER / "ar.po").read_text(encoding="utf-8"))
    assert header
    assert header[1] == Catalog(locale="ar").plural_forms


def test_arabic_form_is_the_one_of_the_number() -> None:
    numbers = [*range(0, 130), 200, 203, 211, 1_000, 1_002, 1_150_000]
    forms = {number: ARABIC_FORMS[load_catalogue("ar").plural(number)] for number in numbers}
    assert forms == {number: Locale("ar").plural_form(number) for number in numbers}


# python -m lib.language


@pytest.fixture
def copies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The catalogues in another folder, where they may be written anew."""
    folder = Path(shutil.copytree(CATALOGUE_FOLDER, tmp_path / "catalogues"))
    monkeypatch.setattr(extraction, "CATALOGUE_FOLDER", folder)
    return folder


def test_carrying_over_keeps_every_translation(copies: Path) -> None:
    before = {path.name: {m.id: m.string for m in read(path)} for path in copies.glob("*.po")}
    extraction.main()
    assert {path.name: {m.id: m.string for m in read(path)} for path in copies.glob("*.po")} == before


def test_carrying_over_adds_what_is_new_and_drops_what_is_gone(
    copies: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = copies / "fr.po"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('msgid "Visitors"', 'msgid "No longer said"'), encoding="utf-8")
    extraction.main()
    carried = {message.id: message.string for message in read(path)}
    assert carried["Visitors"] == ""
    assert "No longer said" not in path.read_text(encoding="utf-8")
    assert re.search(r"fr\.po: \d+ messages, 1 to translate", capsys.readouterr().out)
