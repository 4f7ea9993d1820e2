"""Who took part: joint stands, and partners in any other role."""

from __future__ import annotations

from functools import lru_cache

from lib.archive import Archive
from lib.charts.chart import View
from lib.charts.phrases import cited_sources, compared_editions, editions_by_number
from lib.content.named_roll import DisplayName, NamedTable, NamedTableRow, display_name
from lib.language import Language
from lib.measures import partnerships

JOINT_STAND = "joint_stand"


@lru_cache(maxsize=64)
def partners_table(archive: Archive, view: View, language: Language) -> NamedTable:
    """The partners of the editions that the view compares, those of the focus first, then the latest; with the stands
    that they had a part in.
    """
    compared = compared_editions(archive, view, language)
    lines = tuple(
        NamedTableRow(
            name=display_name(partner, language),
            more="",
            cells=(
                (DisplayName(language.term("role", partner.kind)),),
                (DisplayName(edition.name),),
                tuple(display_name(stand, language) for stand in stands),
            ),
            sources=cited_sources(archive, [partner, *stands], language),
        )
        for edition in sorted(compared, key=lambda edition: (edition.number != view.focus, -edition.number))
        for partner, stands in partnerships(archive, edition.number)
    )
    without = [edition.name for edition in compared if not partnerships(archive, edition.number)]
    absence = language.text("No partner is named for {editions}.", editions=language.join(without)) if without else ""
    return NamedTable(
        id="partners",
        caption=language.text("Partners and their stands"),
        columns=(
            language.text("Partner"),
            language.text("Role"),
            language.text("Edition"),
            language.text("Stand or space"),
        ),
        lines=lines,
        none=absence,
        note=absence,
    )


def partners_headline(archive: Archive, view: View, language: Language) -> str:
    """With whom the focus had joint stands."""
    edition = editions_by_number(archive, language)[view.focus].name
    joint = [(partner, stands) for partner, stands in partnerships(archive, view.focus) if partner.kind == JOINT_STAND]
    if not joint:
        return language.text("{edition}: no joint stand is named", edition=edition)
    return language.plural(
        "Joint stand at {edition}: {partners}",
        "Joint stands at {edition}: {partners}",
        len({stand.code for _, stands in joint for stand in stands}),
        edition=edition,
        partners=language.join([partner.names[language.code] for partner, _ in joint]),
    )
