"""The subject of a claim in words: Visitors, 19–20 May; Stands; Seminar: Road safety in the city, 18 May."""

from __future__ import annotations

from collections.abc import Mapping

from lib.charts.chart import Edition
from lib.language import Language
from lib.language.translation_marks import mark_message
from lib.measures import Claim

# The subjects of claims that count all things of a kind.
KIND_TOTALS: Mapping[str, Mapping[str, str]] = {
    "pavilions": {
        "stand": mark_message("Stands"),
        "space": mark_message("Special spaces"),
        "subject": mark_message("Subjects shown"),
        "group": mark_message("Groups of stands"),
    },
    "programme": {
        "seminar": mark_message("Seminars"),
        "demonstration": mark_message("Demonstrations"),
        "unit": mark_message("Demonstrating units"),
        "ceremony": mark_message("Ceremonies"),
        "award": mark_message("Awards"),
    },
    "partners": {
        "joint_stand": mark_message("Joint stands"),
        "foreign_service": mark_message("Foreign services"),
        "contributor": mark_message("Contributors"),
        "guest": mark_message("Guests"),
    },
}
SHARE_TITLES: Mapping[str, str] = {
    "all": mark_message("Share of the edition’s visitors"),
    "pupils": mark_message("Share of pupils among visitors"),
    "youth": mark_message("Share of young people among visitors"),
    "youth_and_pupils": mark_message("Share of young people and pupils among visitors"),
    "children_and_youth": mark_message("Share of children and young people among visitors"),
    "students": mark_message("Share of students among visitors"),
    "women_among_adults": mark_message("Share of women among adult visitors"),
    "other": mark_message("Share of other visitors"),
}
KIND_TERMS = {"pavilions": "pavilion", "programme": "programme", "partners": "role"}


def claim_subject(claim: Claim, edition: Edition, language: Language) -> str:
    """The subject of the claim, without the edition."""
    if claim.topic == "visitors":
        return _visitors(claim, edition, language)
    if claim.topic in ("reach", "site"):
        measure = language.term(claim.topic, claim.code)
        if claim.last_day is None:
            return measure
        return language.text("{measure}, up to {day}", measure=measure, day=_day(claim, language))
    name = claim.names.get(language.code)
    if name is None:
        kinds = KIND_TOTALS.get(claim.topic)
        return language.text(kinds[claim.kind]) if kinds else language.term("measure", claim.topic)
    if claim.topic not in KIND_TERMS:
        return name
    kind = language.term(KIND_TERMS[claim.topic], claim.kind)
    if claim.last_day is None:
        return language.text("{kind}: {name}", kind=kind, name=language.isolate(name))
    return language.text("{kind}: {name}, {day}", kind=kind, name=language.isolate(name), day=_day(claim, language))


def _visitors(claim: Claim, edition: Edition, language: Language) -> str:
    """The group that was counted, the days, and the hour at which the count ended if it did so early."""
    counted = counted_group(claim, language)
    first, last = claim.first_day, claim.last_day
    assert first
    assert last
    days, several = language.days(first, last), first != last
    if claim.until == "during":
        if several:
            return language.text("{who}, {days}, counted during the last day", who=counted, days=days)
        return language.text("{who}, {days}, counted during the day", who=counted, days=days)
    if claim.until:
        time = language.clock(claim.until)
        if several:
            return language.text("{who}, {days}, up to {time} on the last day", who=counted, days=days, time=time)
        return language.text("{who}, {days}, up to {time}", who=counted, days=days, time=time)
    if (first, last) == (edition.first_day, edition.last_day):
        return language.text("{who}, all open days", who=counted)
    return language.text("{who}, {days}", who=counted, days=days)


def counted_group(claim: Claim, language: Language) -> str:
    """The group of visitors counted, or a group's share: Share of pupils among visitors."""
    if claim.kind == "percent":
        return language.text(SHARE_TITLES[claim.code])
    return language.term("measure", "visitors") if claim.code == "all" else language.term("audience", claim.code)


def _day(claim: Claim, language: Language) -> str:
    assert claim.last_day
    return language.days(claim.last_day, claim.last_day)
