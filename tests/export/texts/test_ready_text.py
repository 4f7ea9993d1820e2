"""Figures as sentences and posts: the same figures as on the cards and in the tables, within what networks take."""

from __future__ import annotations

import re

import pytest

from lib.charts import ChartContext, View
from lib.content.cards import edition_cards
from lib.content.statements import STATEMENTS
from lib.export.texts.ready_text import (
    MAX_X_WEIGHT,
    ReadyText,
    fits_networks,
    ready_text_file,
    ready_texts,
    weigh_post,
)
from lib.language import LANGUAGE_CODES, Language, LanguageCode
from lib.measures import MEASURES
from tests.support.chart_cases import FOREIGN, MARKED, archive

ADDRESS = "https://a-long-name-for-a-record-book.example"
FES: dict[LanguageCode, str] = {
    "ar": "استقبلت الدورة الرابعة لأيام الأبواب المفتوحة للأمن الوطني (فاس، 17–21 ماي 2023) ما يناهز مليون "
    "و150 ألف زائر، أي حوالي 2,2 مرة حصيلة دورة طنجة 2019. المصدر: ",
    "fr": "La quatrième édition des Journées portes ouvertes de la Sûreté nationale (Fès, du 17 au 21 mai 2023) a "
    "accueilli près de 1,15 million de visiteurs, soit environ 2,2 fois le chiffre de l’édition Tanger 2019. Source : ",
    "en": "The fourth edition of the Open Days of the national police (Fes, 17–21 May 2023) welcomed nearly "
    "1.15 million visitors, about 2.2 times as many as Tangier 2019. Source: ",
}


def texts_of(focus: int, code: LanguageCode) -> tuple[ReadyText, ...]:
    context = ChartContext(archive(), View(focus), Language(code))
    return ready_texts(context, archive().organisation, lambda name: f"{ADDRESS}/charts/{name}?edition={focus}")


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_the_record_reads_as_a_communique(code: LanguageCode) -> None:
    first = texts_of(4, code)[0]
    assert first.measure == "visitors"
    assert first.sentence.replace("\u00a0", " ").startswith(FES[code])


@pytest.mark.parametrize("focus", range(1, 7))
@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_each_published_figure_is_said_once_as_it_was_published(focus: int, code: LanguageCode) -> None:
    language, texts = Language(code), texts_of(focus, code)
    found = {name: MEASURES[name](archive()).get(focus) for name in STATEMENTS}
    published = {name: figure for name, figure in found.items() if figure and figure.claim}
    assert [text.measure for text in texts] == list(published)
    for text in texts:
        figure = published[text.measure]
        assert text.claim == figure.claim
        word = language.add_qualifier("", figure.qualifier, figure.wording_in(code)).strip()
        for said in (text.sentence, text.post):
            assert word in said
            assert not MARKED.search(said)
        own = re.sub(r"(?:Source\s?: |المصدر: ).*", "", text.sentence)
        assert not FOREIGN[code].search(own)
    cards = {card.claim: card for card in edition_cards(ChartContext(archive(), View(focus), language)) if card.claim}
    assert set(cards) <= {text.claim for text in texts}


def test_all_measures_with_published_figures_have_a_statement() -> None:
    published = {
        name for name, measure in MEASURES.items() if any(figure.claim for figure in measure(archive()).values())
    }
    assert published == set(STATEMENTS)


@pytest.mark.parametrize("focus", range(1, 7))
@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_networks_take_every_post(focus: int, code: LanguageCode) -> None:
    for text in texts_of(focus, code):
        assert fits_networks(text.post), text.post
        assert text.post.splitlines()[-1].startswith(f"{ADDRESS}/charts/")


@pytest.mark.parametrize(
    ("post", "weight"),
    [("abc", 3), ("زائر", 4), ("€", 2), ("“a”", 3), ("日本", 4), (f"a {ADDRESS}/charts/x?edition=4", 25), ("é", 1)],
)
def test_a_post_weighs_what_the_rules_of_the_network_say(post: str, weight: int) -> None:
    assert weigh_post(post) == weight


def test_a_long_post_does_not_fit() -> None:
    assert fits_networks("a" * MAX_X_WEIGHT)
    assert not fits_networks("a" * (MAX_X_WEIGHT + 1))
    assert not fits_networks("日" * (MAX_X_WEIGHT // 2 + 1))


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_the_file_has_all_of_them(code: LanguageCode) -> None:
    texts = texts_of(4, code)
    written = ready_text_file(texts, Language(code))
    assert all(text.sentence in written and text.post in written for text in texts)
