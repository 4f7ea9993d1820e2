"""Names of the codes in the closed lists of lib.archive.vocabulary and lib.measures."""

from __future__ import annotations

from collections.abc import Mapping

from lib.language.marks import mark

TERMS: Mapping[str, Mapping[str, str]] = {
    "measure": {
        "visitors": mark("Visitors"),
        "visitors_per_day": mark("Visitors per open day"),
        "stands": mark("Stands"),
        "visitors_per_stand": mark("Visitors per stand"),
        "staff": mark("Police staff"),
        "vehicles": mark("Vehicles"),
        "demonstrations": mark("Demonstrations"),
        "seminars": mark("Seminars"),
        "schools": mark("Schools"),
        "associations": mark("Associations"),
        "media_outlets": mark("Media outlets"),
        "online_views": mark("Online views"),
        "blood_donors": mark("Blood donors"),
        "area": mark("Area of the site (m²)"),
        "days": mark("Open days"),
    },
    "kind": {
        "official": mark("official"),
        "agency": mark("news agency"),
        "press": mark("press"),
    },
    "reason": {
        "official": mark("The official figure comes before the press."),
        "final": mark("The final count comes before a running or announced one."),
        "later_official": mark("Of two official figures, the later one is shown."),
        "wording": mark("The number is the same; the communiqué's wording is shown, or the one most sources use."),
        "precise": mark("A precise figure comes before a rounded one."),
        "report": mark("The figure of the edition's closing report is shown."),
        "rounded": mark("Rounded."),
        "earlier": mark("Announced, or counted before the end."),
        "press": mark("A press figure beside an official one."),
        "other_wording": mark("The same number in another wording."),
        "later_press": mark("A press comparison published later."),
        "contradicted": mark("Set aside: it contradicts other published counts."),
        "misread": mark("Set aside: a misreading of other counts."),
        "ambiguous": mark("Set aside: it can be read in two ways."),
        "slip": mark("Set aside: plainly a slip."),
        "other_scope": mark("Set aside: it counts something else."),
    },
}
