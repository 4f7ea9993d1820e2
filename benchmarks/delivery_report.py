"""The sections of RESULTS.md on delivery.py and rendering.py. Every judgement is computed from the numbers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.markdown import format_milliseconds, table_lines, verdict
from benchmarks.measurement import Spread
from lib.web.kit import MAX_KIT_BYTES, MAX_WHOLE_KIT_BYTES

CHART_TARGET_MS = {"fast 4G": 500, "slow 4G": 1000}  # until the first chart of the Record page is visible
LIVE_SHARE = {"slow 4G": 0.32, "fast 4G": 0.45}  # of the Streamlit baseline's time until the live chart
BYTES_SHARE = 0.28  # of the Streamlit baseline's bytes in a first visit
CHART_BYTES = 100e3  # of a chart page
BASELINE_FACTOR = 2.0  # a chart page's time on slow 4G, at most, divided by the HTML baseline's
DOCUMENT_SECONDS, PICTURE_SECONDS, KEPT_SECONDS = 0.005, 0.100, 0.010
PICTURE_BYTES, BURST_SECONDS = 160_000, 6.0
DECK_SECONDS, DECK_BYTES = 0.5, 300_000
BRIEF_SECONDS = 1.0

KILO, MEGA = 1e3, 1e6
SUBJECT_NAMES = {
    "record": "the Record page",
    "plain": "a plain Streamlit page of the same",
    "chart": "`/charts/visitors_total`",
    "bare": "a bare HTML file with the SVG inside",
}
MILESTONE_NAMES = {"text": "first text", "chart": "chart visible", "live": "live chart"}


@dataclass(frozen=True)
class DeliveryResults:
    """The results of both benchmarks: `found` is what delivery.py prints, `made` what rendering.py measures."""

    found: Mapping[str, Any]
    made: Mapping[str, Any]

    def spread(self, subject: str, network: str, visit: str, what: str) -> Spread | None:
        """The values of one kind of visit; None if the subject has none (the HTML baseline has no live chart)."""
        values = [one[visit][what] for one in self._visits(subject, network) if one[visit][what] is not None]
        return Spread.of(values) if values else None

    def median(self, subject: str, network: str, what: str, visit: str = "first") -> float:
        spread = self.spread(subject, network, visit, what)
        assert spread, f"{subject} has no {what}"
        return spread.median

    def cpu(self, subject: str) -> Spread:
        """The server's CPU seconds per visit."""
        return Spread.of([one["cpu"] for one in self.found["visits"] if one["subject"] == subject])

    def choice(self, subject: str) -> Spread:
        return Spread.of(self.found["choices"][subject])

    def networks(self) -> list[str]:
        return list(dict.fromkeys(one["network"] for one in self.found["visits"]))

    def _visits(self, subject: str, network: str) -> list[Mapping[str, Any]]:
        visits: Sequence[Mapping[str, Any]] = self.found["visits"]
        return [one for one in visits if (one["subject"], one["network"]) == (subject, network)]


def target_lines(seen: DeliveryResults) -> Iterator[str]:
    """A sentence for each target."""
    for network, soon in CHART_TARGET_MS.items():
        chart = seen.median("record", network, "chart")
        yield _said(
            chart <= soon,
            f"the first chart of the Record page is visible on {network} after {chart:.0f} ms; "
            f"the target is {soon} ms.",
        )
    ours, plain = (seen.median(name, "no limit", "bytes") for name in ("record", "plain"))
    yield _share("a first visit of the Record page weighs", ours / KILO, plain / KILO, "kB", BYTES_SHARE)
    for network, share in LIVE_SHARE.items():
        ours, plain = (seen.median(name, network, "live") for name in ("record", "plain"))
        yield _share(f"the live chart stands on {network} after", ours, plain, "ms", share)
    for network in seen.networks():
        ours, plain = (seen.median(name, network, "live", "second") for name in ("record", "plain"))
        yield _share(f"in a second visit on {network} the live chart stands after", ours, plain, "ms", 1)
    ours, plain = (seen.choice(name).median * 1000 for name in ("record", "plain"))
    yield _share("from the choice of an edition to the chart redrawn it takes", ours, plain, "ms", 1)
    weight = seen.median("chart", "no limit", "bytes")
    yield _said(
        weight <= CHART_BYTES,
        f"{SUBJECT_NAMES['chart']} weighs {weight / KILO:.0f} kB with all that it loads; the "
        f"target is {CHART_BYTES / KILO:.0f} kB.",
    )
    for what in ("text", "chart"):
        ours, bare = (seen.median(name, "slow 4G", what) for name in ("chart", "bare"))
        yield _said(
            ours <= BASELINE_FACTOR * bare,
            f"{MILESTONE_NAMES[what]} of {SUBJECT_NAMES['chart']} on slow 4G after {ours:.0f} ms, of "
            f"the bare file after {bare:.0f} ms, {ours / bare:.1f} times as long; the target is {BASELINE_FACTOR:g} "
            "times.",
        )
    slowest = max(Spread.of(times).median for times in seen.made["documents"].values())
    for what, took, most in (
        ("the slowest document of a page is made, warm, in", slowest, DOCUMENT_SECONDS),
        (
            "a picture that nobody has asked for is made by a warm browser, over all charts and sizes, in",
            _middle(seen, "pictures"),
            PICTURE_SECONDS,
        ),
        ("a picture that is kept on disk is there in", _middle(seen, "kept"), KEPT_SECONDS),
        ("slides of two pages, ten and more, are made in", _middle(seen, "decks"), DECK_SECONDS),
        ("a brief (PDF or DOCX) of an edition or a page is made in", _middle(seen, "briefs"), BRIEF_SECONDS),
    ):
        yield _said(took < most, f"{what} {took * 1000:.1f} ms; the target is under {most * 1000:.0f} ms.")
    weight, burst = _middle(seen, "picture_bytes"), seen.made["burst"]
    yield _said(
        weight <= PICTURE_BYTES,
        f"such a picture weighs {weight / KILO:.0f} kB; the target is {PICTURE_BYTES / KILO:.0f} kB.",
    )
    yield _said(
        burst["last"] < BURST_SECONDS and not burst["refused"],
        f"of {burst['asked']} new pictures at once {burst['refused']} are refused, and the last is there after "
        f"{burst['last']:.1f} s; the target is none, and {BURST_SECONDS:g} s.",
    )
    heaviest = max(seen.made["deck_bytes"])
    yield _said(
        heaviest < DECK_BYTES,
        f"the slides weigh at most {heaviest / KILO:.0f} kB; the target is under {DECK_BYTES / KILO:.0f} kB.",
    )
    for lang, weight in seen.made["kit_bytes"].items():
        most = MAX_WHOLE_KIT_BYTES if lang == "all" else MAX_KIT_BYTES
        yield _said(
            weight <= most,
            f"the press kit of the edition in focus ({lang}) weighs {weight / MEGA:.1f} MB; the target is "
            f"{most / MEGA:.0f} MB.",
        )


def delivery_section(seen: DeliveryResults) -> Iterator[str]:
    """The sections on delivery."""
    yield from (
        "## From the address to the eye",
        "",
        "Visits in Chromium, the pages in turns, at 1,280 × 900; networks as Chromium emulates them: fast 4G has "
        "9 Mbit/s and 60 ms, slow 4G 1.6 Mbit/s and 150 ms. A thing counts once it is painted in the viewport where "
        "the viewer sees it; bytes are those on the wire, the WebSocket's with them, until nothing more comes. The "
        "plain page (benchmarks/baseline_streamlit.py) has the same headline, numbers, charts and table in Streamlit's "
        "own elements; the bare file (benchmarks/baseline_html.py) the drawing of our chart page, and a static server.",
        "",
    )
    for visit in ("first", "second"):
        yield f"### {visit.capitalize()} visit"
        yield ""
        yield from table_lines(
            ["page", "network", "visits", "kB", "requests", *MILESTONE_NAMES.values()],
            [_visited(seen, name, network, visit) for network in seen.networks() for name in SUBJECT_NAMES],
        )
        yield ""
    yield from (
        "### What it costs the server",
        "",
        "CPU of the server's process a visit, the file server's its own; sessions are opened by WebSocket beside each "
        "other and held; memory is what the process has grown by, a session.",
        "",
        *table_lines(
            ["page", "CPU a visit", "choice to chart redrawn", "sessions held", "memory a session"],
            [_cost(seen, name) for name in SUBJECT_NAMES],
        ),
        "",
        "### Made on the server",
        "",
        *table_lines(
            ["document of", "CPU, warm"],
            [[name, format_milliseconds(Spread.of(times))] for name, times in seen.made["documents"].items()],
        ),
        "",
        f"A new picture (PNG) with a warm Chromium takes {format_milliseconds(Spread.of(seen.made['pictures']))}, one "
        f"from disk {format_milliseconds(Spread.of(seen.made['kept']))}.",
        "",
    )


def _visited(seen: DeliveryResults, name: str, network: str, visit: str) -> list[str]:
    weight, requests = (seen.spread(name, network, visit, what) for what in ("bytes", "requests"))
    assert weight
    assert requests
    times = [seen.spread(name, network, visit, what) for what in MILESTONE_NAMES]
    return [
        SUBJECT_NAMES[name],
        network,
        str(sum(1 for one in seen.found["visits"] if (one["subject"], one["network"]) == (name, network))),
        f"{weight.median / KILO:,.0f}",
        f"{requests.median:.0f}",
        *(f"{one.median:,.0f} ms ({one.least:,.0f}–{one.most:,.0f})" if one else "–" for one in times),
    ]


def _cost(seen: DeliveryResults, name: str) -> list[str]:
    sessions = seen.found["sessions"].get(name)
    return [
        SUBJECT_NAMES[name],
        format_milliseconds(seen.cpu(name)),
        format_milliseconds(seen.choice(name)) if name in seen.found["choices"] else "–",
        f"{sessions['held']:.0f}" if sessions else "–",
        f"{sessions['bytes'] / MEGA:.2f} MB" if sessions else "–",
    ]


def _middle(seen: DeliveryResults, what: str) -> float:
    return Spread.of(seen.made[what]).median


def _share(what: str, ours: float, plain: float, unit: str, most: float) -> str:
    """A sentence that compares our value with the Streamlit baseline's."""
    target = f"at most {most:.0%}" if most < 1 else "no more than that"
    return _said(
        ours <= most * plain,
        f"{what} {ours:,.0f} {unit}, with the plain page {plain:,.0f} {unit} "
        f"({ours / plain:.0%} of it); the target is {target}.",
    )


def _said(met: bool, sentence: str) -> str:
    return f"- **{verdict(met)}**: {sentence}"
