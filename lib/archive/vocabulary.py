"""The closed lists of the record book: every word that a cell of a closed column may hold.

A new word is added here and nowhere else. This module holds data alone and imports nothing of the package.
"""

from collections.abc import Mapping
from types import MappingProxyType

TRANSLATION_LANGUAGES: tuple[str, ...] = ("ar", "fr", "en")

# The languages that sources are written in: one of them is the Hausa edition of an encyclopaedia.
SOURCE_LANGUAGES: tuple[str, ...] = (*TRANSLATION_LANGUAGES, "ha")

# The files of an edition's folder: visitors -> 4-fes-2023/visitors.csv
TOPICS: tuple[str, ...] = ("visitors", "staff", "vehicles", "pavilions", "partners", "programme", "reach", "site")

# `dozens` goes with an empty value only: the source gives the word and no number.
QUALIFIER_CODES: tuple[str, ...] = ("exact", "about", "nearly", "over", "at_least", "up_to", "dozens")

# No reason for a rank: an unusual figure (lib/archive/plausibility.py) was read again in its sources, and stands there.
CONFIRMED = "confirmed"
# rank -> the reasons that may be given for it
RANK_REASONS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "preferred": ("official", "final", "later_official", "wording", "precise", "report", CONFIRMED),
        "normal": ("rounded", "earlier", "press", "other_wording", "later_press", CONFIRMED),
        "deprecated": ("contradicted", "misread", "ambiguous", "slip", "other_scope"),
    }
)
RANKS: tuple[str, ...] = tuple(RANK_REASONS)

VISITOR_UNITS: tuple[str, ...] = ("visitors", "percent")
AUDIENCES: tuple[str, ...] = (
    "all",
    "pupils",
    "youth",
    "youth_and_pupils",
    "children_and_youth",
    "students",
    "women_among_adults",
    "other",
)

THEME_CODES: tuple[str, ...] = (
    "intervention",
    "forensics",
    "technology",
    "borders",
    "road_safety",
    "women_children",
    "rights",
    "careers",
    "history",
    "welfare",
    "awareness",
    "partners",
    "investigation",
    "public_order",
)
PAVILION_KINDS: tuple[str, ...] = ("stand", "space", "subject", "group")
PARTNER_ROLES: tuple[str, ...] = ("joint_stand", "foreign_service", "contributor", "guest")
PROGRAMME_KINDS: tuple[str, ...] = ("seminar", "demonstration", "unit", "ceremony", "award")

REACH_MEASURES: tuple[str, ...] = (
    "schools",
    "associations",
    "media_outlets",
    "media_reports",
    "media_activities",
    "press_statements",
    "online_views",
    "online_posts",
    "online_interactions",
    "online_people",
    "online_comments",
    "online_positive_percent",
    "blood_donors",
    "blood_bags",
    "opening_guests",
    "diplomats",
    "students_honoured",
    "literary_winners",
    "catchment_communes",
    "seminar_talks",
    "app_launched",
)
# The measures that definitions.csv defines: those of lib.measures.
DEFINED_MEASURES: tuple[str, ...] = (
    "visitors",
    "visitors_per_day",
    "stands",
    "visitors_per_stand",
    "stands_per_hectare",
    "staff",
    "visitors_per_officer",
    "visitors_per_officer_day",
    "officers_per_stand",
    "vehicles",
    "visitors_per_vehicle",
    "visitors_per_vehicle_day",
    "officers_per_vehicle",
    "vehicles_per_stand",
    "demonstrations",
    "seminars",
    "schools",
    "associations",
    "media_outlets",
    "media_activities",
    "online_views",
    "blood_donors",
    "blood_bags",
    "area",
    "days",
)
SITE_MEASURES: tuple[str, ...] = (
    "area_m2",
    "covered_area_m2",
    "children_area_m2",
    "hall_capacity",
    "tents",
    "parking_places",
    "hours_per_day",
)

# `reference`: a gazetteer or an encyclopaedia, which says where a city lies and nothing of the Open Days.
SOURCE_KINDS: tuple[str, ...] = ("official", "agency", "press", "reference")
LEFT_OUT_REASONS: tuple[str, ...] = (
    "calculated",
    "calendar",
    "context",
    "one_show",
    "one_group",
    "outside_site",
    "part",
    "other_body",
    "plan",
    "not_comparable",
)

# Why there was no edition in the calendar years before one.
GAP_REASONS: tuple[str, ...] = ("pandemic",)
