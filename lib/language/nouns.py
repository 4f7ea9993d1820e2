"""Nouns for counted things, each with its number: "{number} visitors"."""

from __future__ import annotations

from collections.abc import Mapping

from lib.language.translation_marks import mark_plural

NOUNS: Mapping[str, tuple[str, str]] = {
    "visitor": mark_plural("{number} visitor", "{number} visitors"),
    "stand": mark_plural("{number} stand", "{number} stands"),
    "officer": mark_plural("{number} police officer", "{number} police staff"),
    "vehicle": mark_plural("{number} vehicle", "{number} vehicles"),
    "demonstration": mark_plural("{number} demonstration", "{number} demonstrations"),
    "seminar": mark_plural("{number} seminar", "{number} seminars"),
    "school": mark_plural("{number} school", "{number} schools"),
    "association": mark_plural("{number} association", "{number} associations"),
    "media_outlet": mark_plural("{number} media outlet", "{number} media outlets"),
    "view": mark_plural("{number} view", "{number} views"),
    "donor": mark_plural("{number} blood donor", "{number} blood donors"),
    "unit": mark_plural("{number} demonstrating unit", "{number} demonstrating units"),
    "ceremony": mark_plural("{number} ceremony", "{number} ceremonies"),
    "award": mark_plural("{number} award", "{number} awards"),
    "media_activity": mark_plural("{number} media activity", "{number} media activities"),
    "blood_bag": mark_plural("{number} bag of blood", "{number} bags of blood"),
    "square_metre": mark_plural("{number} square metre", "{number} square metres"),
    "measure": mark_plural("{number} measure", "{number} measures"),
    "month": mark_plural("{number} month", "{number} months"),
    "year": mark_plural("{number} year", "{number} years"),
    "kilometre": mark_plural("{number} kilometre", "{number} kilometres"),
    "day": mark_plural("{number} day", "{number} days"),
    "edition": mark_plural("{number} edition", "{number} editions"),
    "source": mark_plural("{number} source", "{number} sources"),
}
