"""Partners: those of joint stands, and those in any other role."""

from __future__ import annotations

from lib.charts.chart_context import ChartContext, cached_by_context
from lib.content.named_list import DisplayName, NamedList, NamedRow, display_name
from lib.measures import partnerships

JOINT_STAND = "joint_stand"


@cached_by_context(64)
def partners_table(context: ChartContext) -> NamedList:
    """The partners of the editions that the view compares, with the stands that they shared.

    Those of the focus come first, then those of the latest edition.
    """
    language, focus, compared = context.language, context.view.focus, context.compared
    rows = tuple(
        NamedRow(
            display_name(partner, language),
            (
                (DisplayName(language.term("role", partner.kind)),),
                (DisplayName(edition.name),),
                tuple(display_name(stand, language) for stand in stands),
            ),
            context.cite([partner, *stands]),
        )
        for edition in sorted(compared, key=lambda edition: (edition.number != focus, -edition.number))
        for partner, stands in partnerships(context.archive, edition.number)
    )
    without = [edition.name for edition in compared if not partnerships(context.archive, edition.number)]
    absence = (
        language.text("Editions without a named partner: {editions}.", editions=language.join(without))
        if without
        else ""
    )
    return NamedList(
        id="partners",
        caption=language.text("Partners and their stands"),
        columns=(
            language.text("Partner"),
            language.text("Role"),
            language.text("Edition"),
            language.text("Stand or space"),
        ),
        rows=rows,
        empty_text=absence,
        notes=(absence,) if absence else (),
    )


def partners_headline(context: ChartContext) -> str:
    """A sentence on the partners with whom the focus had joint stands."""
    language, focus = context.language, context.focus
    joint = [
        (partner, stands)
        for partner, stands in partnerships(context.archive, focus.number)
        if partner.kind == JOINT_STAND
    ]
    if not joint:
        return language.text("{edition}: no joint stand is named", edition=focus.name)
    return language.plural(
        "Joint stand at {edition}: {partners}",
        "Joint stands at {edition}: {partners}",
        len({stand.code for _, stands in joint for stand in stands}),
        edition=focus.name,
        partners=language.join([partner.names[language.code] for partner, _ in joint]),
    )
