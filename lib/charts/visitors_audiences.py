"""Audiences: the groups of visitors for which a share or a number was published."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from lib.charts.alternative_text import alternative_text, named_values
from lib.charts.chart import Cell, Chart, ChartTable, Edition, Plot, PlotForm
from lib.charts.chart_context import ChartContext
from lib.charts.claim_subject import claim_subject, counted_group
from lib.charts.kinds.palette import PLACEHOLDERS
from lib.charts.kinds.style import LARGE_TEXT, NORMAL_TEXT, PlotlyPart, axis_range, finish_plot
from lib.charts.phrases import figure_cell_with_text, figure_text, precision_note, qualified_text
from lib.language import Language
from lib.language.language import lower_first
from lib.language.text_parts import join_texts
from lib.measures import Claim, Figure, audience_claims, claim_figure

AUDIENCE_ROW_HEIGHT, EMPTY_AUDIENCES_HEIGHT = 74, 130
# In a row of height 1, measured from its top: where the bar begins below the words, and its height.
AUDIENCE_BAR_TOP, AUDIENCE_BAR_HEIGHT = 0.62, 0.2
# How far down the row of an edition its name begins; the drawing begins there too.
EDITION_NAME_TOP = 0.5
# How many characters of a label fit on one line on a phone.
LABEL_LINE_LENGTH = 50
# How many groups are drawn and told, and how many the table lists. All of them are in the files of the data.
MAX_GROUPS_DRAWN, MAX_GROUPS_LISTED = 12, 200
# The share of women is a share of the adults. The other groups are parts of all visitors.
SEPARATE_SHARES = ("women_among_adults",)


@dataclass(frozen=True, slots=True)
class AudienceGroup:
    """One group of visitors of one edition. `label` names it, and its days if they are not all of the edition's."""

    edition: Edition
    claim: Claim
    figure: Figure
    label: str

    @property
    def is_share(self) -> bool:
        """Whether its figure is a percentage, not a number of visitors."""
        return self.claim.kind == "percent"


def visitors_audiences(context: ChartContext) -> Chart:
    """The groups of visitors of the editions that the view compares, those of the focus highlighted."""
    language = context.language
    groups, drawn = (audience_groups(context, most) for most in (MAX_GROUPS_LISTED, MAX_GROUPS_DRAWN))
    headline = audiences_headline(drawn, context)
    definition = language.text("Groups of visitors, as published.")
    key = language.text("The pale bar is the whole, 100%.")
    return Chart(
        id="visitors_audiences",
        headline=headline,
        subtitle=f"{definition} {key}",
        key=key,
        plot=audiences_plot(drawn, context.view.focus, language, form="bars" if drawn == groups else "drawing"),
        table=ChartTable(
            caption=headline,
            columns=(language.text("Edition"), language.text("What is counted"), language.text("Number or share")),
            rows=tuple(
                (Cell(group.edition.name), Cell(group.label), audience_cell(group, language)) for group in groups
            ),
            words=(0, 1),
        ),
        alternative=alternative_text(
            headline,
            language.text("Bar chart, one bar for each group of visitors"),
            named_values(_groups_by_edition(drawn, language), language),
            language,
        ),
        notes=(
            *omitted_groups_notes(context),
            *audiences_notes(groups, context),
            *precision_note((group.figure for group in groups), language),
        ),
        sources=context.cite(group.figure for group in groups),
    )


def _groups_by_edition(groups: Sequence[AudienceGroup], language: Language) -> list[tuple[str, str]]:
    """Each edition once, with its groups as a list: share of pupils among visitors (50%) and share of others (50%)."""
    listed: dict[str, list[str]] = {}
    for group in groups:
        label, figure = lower_first(group.label), audience_text(group, language)
        listed.setdefault(group.edition.name, []).append(
            language.text("{thing} ({detail})", thing=label, detail=figure)
        )
    return [(edition, language.join(texts)) for edition, texts in listed.items()]


def audience_groups(context: ChartContext, most: int) -> tuple[AudienceGroup, ...]:
    """The groups with a figure, by edition, in the order of the files. Claims that are set aside are left out.

    Of more than `most` those of the focus stay before others, and those of whole editions before those of some days.
    """
    found, focus = audiences_compared(context), context.focus
    ordered = sorted(
        range(len(found)), key=lambda place: (found[place][0] != focus, not is_whole(found[place][1], found[place][0]))
    )
    return tuple(
        AudienceGroup(edition, claim, claim_figure(claim), audience_label(claim, edition, context.language))
        for edition, claim in (found[place] for place in sorted(ordered[:most]))
    )


def audiences_compared(context: ChartContext) -> list[tuple[Edition, Claim]]:
    """The claims about groups of visitors, with the editions compared."""
    by_edition = audience_claims(context.archive)
    return [(edition, claim) for edition in context.compared for claim in by_edition.get(edition.number, ())]


def is_whole(claim: Claim, edition: Edition) -> bool:
    """Whether a claim is about all days of its edition."""
    return (claim.first_day, claim.last_day, claim.until) == (edition.first_day, edition.last_day, "")


def audience_label(claim: Claim, edition: Edition, language: Language) -> str:
    """Share of pupils among visitors; with the days if they are not all of the edition's."""
    return counted_group(claim, language) if is_whole(claim, edition) else claim_subject(claim, edition, language)


def audience_text(group: AudienceGroup, language: Language) -> str:
    """The figure with its unit: nearly 40%, or 80,000 visitors."""
    if group.is_share:
        return qualified_text(language.percent(group.figure.value), group.figure, language)
    return figure_text(group.figure, language, "visitor")


def audience_cell(group: AudienceGroup, language: Language) -> Cell:
    """The value as a cell of the table, with its unit."""
    return figure_cell_with_text(group.figure, audience_text(group, language), language)


def labelled_text(group: AudienceGroup, language: Language) -> str:
    """The group and its figure: Share of pupils among visitors: nearly 40%."""
    return language.text("{label}: {text}", label=group.label, text=audience_text(group, language))


def audiences_headline(drawn: Sequence[AudienceGroup], context: ChartContext) -> str:
    """A sentence on the focus's largest group among the parts of all visitors; else that none was published."""
    language, focus, by_edition = context.language, context.focus, audience_claims(context.archive)
    own = by_edition.get(focus.number, ()) if focus in context.compared else ()
    if not own:
        others = language.join([edition.name for edition in context.compared if edition.number in by_edition])
        if others:
            return language.text(
                "{edition}: the groups of visitors were not published, unlike those of {editions}",
                edition=focus.name,
                editions=others,
            )
        return language.text("{edition}: the groups of visitors were not published", edition=focus.name)
    parts = [claim for claim in own if claim.kind == "percent" and claim.code not in SEPARATE_SHARES]
    if len(parts) < 2:
        told = [labelled_text(group, language) for group in drawn if group.edition == focus]
        return language.text("{edition}: {value}", edition=focus.name, value=join_texts(language.text("; "), told))
    largest = max(parts, key=lambda claim: claim.value or 0)
    share = claim_figure(largest)
    return language.text(
        "{edition}: {audience} are the largest group published, {share} of visitors",
        edition=focus.name,
        audience=language.term_in_sentence("audience", largest.code),
        share=qualified_text(language.percent_in_words(share.value), share, language),
    )


def audiences_notes(groups: Sequence[AudienceGroup], context: ChartContext) -> list[str]:
    """Notes on what not to add up or compare, and on the editions without any group."""
    language, notes = context.language, []
    if any(group.claim.code in SEPARATE_SHARES for group in groups):
        notes.append(
            language.text("A share of adult visitors is not part of the other shares: it is not added to them.")
        )
    if any(not group.is_share for group in groups):
        notes.append(
            language.text("Bars of numbers have a scale of their own: they are not compared with those of shares.")
        )
    without = [edition.name for edition in context.compared if edition.number not in audience_claims(context.archive)]
    if groups and without:
        notes.append(language.text("Not published for {editions}.", editions=language.join(without)))
    return notes


def omitted_groups_notes(context: ChartContext) -> list[str]:
    """How many groups are not drawn, and how many are not in the table either."""
    language, number = context.language, len(audiences_compared(context))
    notes = []
    if number > MAX_GROUPS_DRAWN:
        notes.append(
            language.plural(
                "{number} more group is not drawn here, for want of room.",
                "{number} more groups are not drawn here, for want of room.",
                number - MAX_GROUPS_DRAWN,
            )
        )
    if number > MAX_GROUPS_LISTED:
        notes.append(
            language.plural(
                "{number} of them is not in the table, only in the files of the record book.",
                "{number} of them are not in the table, only in the files of the record book.",
                number - MAX_GROUPS_LISTED,
            )
        )
    return notes


def audiences_plot(groups: Sequence[AudienceGroup], focus: int, language: Language, form: PlotForm) -> Plot:
    """One row per group below the name of its edition: words above a bar.

    A share is drawn on a scale of 100%, a number relative to the highest number.
    customdata of the bars: [edition, audience, value, qualifier].
    """
    rows: list[Edition | AudienceGroup] = []
    for edition, its in groupby(groups, key=lambda group: group.edition):
        rows += [edition, *its]
    placed = [
        (row + AUDIENCE_BAR_TOP + AUDIENCE_BAR_HEIGHT / 2, group)
        for row, group in enumerate(rows)
        if isinstance(group, AudienceGroup)
    ]
    most = max((group.figure.value for _, group in placed if not group.is_share), default=1) or 1
    tracks = [place for place, group in placed if group.is_share]
    traces: list[PlotlyPart] = [
        _bars(tracks, [100] * len(tracks)) | {"marker": {"color": PLACEHOLDERS.soft}, "hoverinfo": "skip"},
        _bars(
            [place for place, _ in placed],
            [group.figure.value * (1 if group.is_share else 100 / most) for _, group in placed],
        )
        | {
            "customdata": [
                [group.edition.number, group.claim.code, group.figure.value, group.figure.qualifier]
                for _, group in placed
            ],
            "marker": {
                "color": [
                    PLACEHOLDERS.focus if group.edition.number == focus else PLACEHOLDERS.other for _, group in placed
                ]
            },
            "hovertemplate": [
                f"<b>{group.edition.name}</b><br>{group.label}<br>{audience_text(group, language)}<extra></extra>"
                for _, group in placed
            ],
        },
    ]
    return finish_plot(
        traces,
        {"range": axis_range(0, 100, language), "visible": False},
        {"range": [len(rows), EDITION_NAME_TOP], "visible": False} if rows else {"range": [1, 0], "visible": False},
        language,
        round(AUDIENCE_ROW_HEIGHT * (len(rows) - EDITION_NAME_TOP)) + 16 if rows else EMPTY_AUDIENCES_HEIGHT,
        annotations=[_words(row, one, focus, language) for row, one in enumerate(rows)]
        or [_text_annotation(0.5, language.text("not published"), language) | {"font": {"color": PLACEHOLDERS.quiet}}],
        form=form,
    )


def _bars(places: Sequence[float], lengths: Sequence[float]) -> PlotlyPart:
    return {"type": "bar", "orientation": "h", "y": list(places), "x": list(lengths), "width": AUDIENCE_BAR_HEIGHT}


def _words(row: int, one: Edition | AudienceGroup, focus: int, language: Language) -> PlotlyPart:
    """The name of an edition, or the value of a group above its label."""
    if isinstance(one, Edition):
        color = PLACEHOLDERS.focus if one.number == focus else PLACEHOLDERS.ink
        return _text_annotation(row + 0.9, f"<b>{one.name}</b>", language) | {
            "font": {"size": LARGE_TEXT, "color": color}
        }
    lines = "<br>".join(textwrap.wrap(one.label, LABEL_LINE_LENGTH))
    text = f"<b>{audience_text(one, language)}</b><br>{lines}"
    return _text_annotation(row + AUDIENCE_BAR_TOP - 0.04, text, language) | {
        "font": {"size": NORMAL_TEXT, "color": PLACEHOLDERS.ink}
    }


def _text_annotation(y: float, text: str, language: Language) -> PlotlyPart:
    """Text on the side where reading begins, with its bottom edge at `y`."""
    return {
        "x": 1 if language.rtl else 0,
        "xref": "paper",
        "xanchor": "right" if language.rtl else "left",
        "align": "right" if language.rtl else "left",
        "y": y,
        "yanchor": "bottom",
        "text": text,
        "showarrow": False,
    }
