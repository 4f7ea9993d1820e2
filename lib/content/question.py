"""The questions that people ask of a measure and an edition, and the search in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from lib.archive import Archive, cached_on_archive
from lib.charts.chart_context import editions_by_number
from lib.charts.definitions import measure_name
from lib.content.search_query import SearchQuery, parse_query
from lib.language import Language
from lib.language.translation_marks import mark_message
from lib.measures import Trend, collect_trends, fold_text, record_figures

QuestionKind = Literal["figure", "day", "highest", "lead", "beat", "disagree", "missing"]
QUESTIONS: Mapping[QuestionKind, str] = {
    "figure": mark_message("{about}: what is the figure?"),
    "day": mark_message("{about}: how many on an average open day?"),
    "highest": mark_message("{about}: which edition has the highest figure?"),
    "lead": mark_message("{about}: by how much is the highest figure ahead?"),
    "beat": mark_message("{about}: what would beat the record?"),
    "disagree": mark_message("{about}: where do sources disagree?"),
    "missing": mark_message("{about}: what was not published?"),
}
# What people type for the same, in each language.
SYNONYMS: Mapping[QuestionKind, str] = {
    "figure": mark_message("how many number count total value"),
    "day": mark_message("per day daily average mean"),
    "highest": mark_message("which biggest largest most greatest top maximum record"),
    "lead": mark_message("how far lead gap margin difference more than second"),
    "beat": mark_message("break next needed new record"),
    "disagree": mark_message("differ contradict dispute other figures sources"),
    "missing": mark_message("unknown unpublished missing gaps"),
}
# Words of questions that say nothing of what is asked about, folded, in all three languages.
FUNCTION_WORDS = frozenset(
    fold_text(
        "how many much what which who was were is are did do does the a an of in at on for to by with it its there has "
        "have had and or edition editions "
        "combien de du des d le la les l un une quel quelle quels quelles qui que qu est sont etait etaient a ont eu y "
        "en au aux pour par dans sur il elle s se et ou "
        "كم ما ماذا هل من في على عن إلى هو هي كان كانت بلغ أي الذي التي هذه هذا دورة عدد"
    ).split()
)
# What may be written to the front of an Arabic word: وبفاس, للزوار.
ARABIC_PREFIXES = ("و", "ف", "ب", "ك", "ل")
# Numbers that bring out every form of a noun: زائر، زائران، 3 زوار، 11 زائرا، 100 زائر.
NUMBERS_OF_FORMS = (1, 2, 3, 11, 100)
# Measures of which nobody keeps a record.
WITHOUT_RECORD = ("days", "area")


@dataclass(frozen=True, slots=True)
class Question:
    """A question about a measure, a measure of an edition, or an edition (`measure` is then "").

    searched  its folded words, and others that mean the same
    values    those of the figures that it is about
    """

    kind: QuestionKind
    measure: str
    edition: int | None
    text: str
    searched: str
    values: tuple[float, ...]


def find_questions(
    archive: Archive, text: str, focus: int, language: Language, of: int | None = None
) -> tuple[Question, ...]:
    """The questions that a search finds, those about the focus first; for no search, those about its visitors.

    `of` restricts them to one edition and to all editions together.
    """
    questions = [one for one in all_questions(archive, language) if of is None or one.edition in (of, None)]
    if not text.strip():
        edition = of or focus
        return tuple(one for one in questions if one.edition in (edition, None) and one.measure in ("visitors", ""))
    typed = parse_query(text)
    query = SearchQuery(tuple(word for word in typed.words if word not in FUNCTION_WORDS), typed.numbers)
    if not query.words and not query.numbers:
        return ()
    found = [one for one in questions if _is_meant(one, query, language)]
    return tuple(sorted(found, key=lambda one: one.edition not in (focus, None)))


def _is_meant(question: Question, query: SearchQuery, language: Language) -> bool:
    missed = tuple(word for word in query.words if word not in question.searched)
    if language.code == "ar":
        missed = tuple(word for word in missed if not _stem(word) or _stem(word) not in question.searched)
    return not missed and SearchQuery((), query.numbers).matches(question.searched, question.values)


def _stem(word: str) -> str:
    """An Arabic word without what is written to its front; "" if nothing would be left to search for."""
    bare = word[1:] if word.startswith(ARABIC_PREFIXES) else word
    bare = bare.removeprefix("ال").removeprefix("ل")
    return bare if len(bare) > 2 else ""


@cached_on_archive()
def all_questions(archive: Archive, language: Language) -> tuple[Question, ...]:
    """Every question that the record book can answer: about a measure, a measure of an edition, an edition."""
    return tuple(_questions(archive, language))


def _questions(archive: Archive, language: Language) -> Iterator[Question]:
    editions = editions_by_number(archive, language)
    for trend in collect_trends(archive):
        measure, name = trend.measure, measure_name(trend.measure.id, language)
        forms = " ".join(language.noun(number, measure.noun) for number in NUMBERS_OF_FORMS)
        record = record_figures(trend.series)[-1].figure
        for kind in _kinds_of_measure(trend):
            yield _question(kind, measure.id, None, name, forms, (record.value,), language)
        for number, figure in trend.series.items():
            about = language.text("{measure}, {edition}", measure=name, edition=editions[number].name)
            for kind in _kinds_of_figure(trend, number):
                yield _question(
                    kind, measure.id, number, about, f"{forms} {editions[number].ordinal}", (figure.value,), language
                )
    for number, edition in editions.items():
        yield _question("missing", "", number, edition.name, edition.ordinal, (), language)


def _kinds_of_measure(trend: Trend) -> Iterator[QuestionKind]:
    yield "highest"
    highest, *others = sorted((figure.value for figure in trend.series.values()), reverse=True)
    if others and highest > others[0]:  # of those that share the highest figure, none is ahead
        yield "lead"
    if not trend.is_calculated:
        if trend.measure.id not in WITHOUT_RECORD:
            yield "beat"
        yield "missing"


def _kinds_of_figure(trend: Trend, edition: int) -> Iterator[QuestionKind]:
    yield "figure"
    if trend.measure.id == "visitors":  # what else is counted need not be there on one day only
        yield "day"
    if trend.series[edition].claim:
        yield "disagree"


def _question(
    kind: QuestionKind,
    measure: str,
    edition: int | None,
    about: str,
    words: str,
    values: tuple[float, ...],
    language: Language,
) -> Question:
    text = language.text(QUESTIONS[kind], about=about)
    searched = fold_text(f"{text} {words} {language.text(SYNONYMS[kind])}")
    return Question(kind, measure, edition, text, searched, values)
