"""What this project takes from the internals of Streamlit, Plotly and Kaleido: everything that is no public interface.

Each such thing is named here, with an assumption that can be checked without a browser. The start checks them all
(`check_start`): one that would break pages or privacy stops the start, one that costs looks, words or speed is a
warning in the log. The sentence says what no longer holds, what it costs and which file is to be mended. What only a
browser shows is in tests/browser: test_style_sheet.py measures every rule of static/streamlit.css, test_first_paint.py
the change to the live page.

This module imports nothing of lib, so that every room may use it; the frameworks themselves are imported only when
they are read for the check.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from importlib.metadata import version
from importlib.util import find_spec
from inspect import signature
from pathlib import Path
from typing import Any


class FrameworkError(RuntimeError):
    """Something taken from the internals of a framework is no longer as it was. The message is made for whoever starts
    the server.
    """


def _package_folder(name: str) -> Path:
    """The folder of an installed package, found without importing it. Raises FrameworkError if it is not installed."""
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise FrameworkError(f"{name} is not installed: see requirements.txt")
    return Path(spec.origin).parent


# Layout of Streamlit's files: the page that it sends for every address, and the scripts of that page, with a hash in
# their names.
STREAMLIT_FOLDER = _package_folder("streamlit") / "static"
STREAMLIT_INDEX = STREAMLIT_FOLDER / "index.html"
STREAMLIT_SCRIPTS = STREAMLIT_FOLDER / "static" / "js"  # served as /static/js/

# Paths that Streamlit serves for its own use.
INTERNAL_PREFIX = "/_stcore/"
STREAM_PATH = f"{INTERNAL_PREFIX}stream"  # the WebSocket of an open page
METRICS_PATH = f"{INTERNAL_PREFIX}metrics"
HEALTH_PATH = f"{INTERNAL_PREFIX}health"
UPLOAD_PREFIX = f"{INTERNAL_PREFIX}upload_file/"

# Bytes of the largest message that a browser may send. Streamlit has one setting for both ways, and pages are larger.
MAX_INBOUND_BYTES = 1_000_000

# Streamlit gives each logger a handler of its own, in this attribute.
LOG_HANDLER_ATTRIBUTE = "streamlit_console_handler"

# What reads the theme of a section of the configuration into a message, in streamlit.runtime.app_session.
THEME_READER = "_populate_theme_msg"

# Parts of Streamlit's page, each of which stands in it exactly once.
INDEX_PARTS = {
    "html": re.compile(r'<html lang="en">'),
    "title": re.compile(r"<title>Streamlit</title>"),
    "font": re.compile(r'<link\s+rel="preload"[^>]*SourceSans[^>]*/>'),
    "icon": re.compile(r'<link rel="shortcut icon" href="[^"]*" />'),
    "noscript": re.compile(r"<noscript>.*?</noscript>", re.DOTALL),
    "scripts": re.compile(r'<script type="module"[^>]* src="\./static/js/index\..*?(?=</head>)', re.DOTALL),
    "root": re.compile(r'<div id="root"></div>'),
}

# Plotly's SVG, as the browser writes it: its size; the plot between the margins; a text (start tag, letter size, lines)
# with its place; and a line of it, as Plotly places it: against the first one, by the letter size. Plotly gives each
# drawing a random identifier of six characters, by which its parts refer to each other.
SVG_ROOT = re.compile(r'<svg [^>]*? width="(\d+)" height="(\d+)"[^>]*>')
SVG_PLOT_AREA = re.compile(r'<rect class="bg" x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"')
SVG_TEXT = re.compile(r"(<text [^>]*?font-size: ([\d.]+)px[^>]*>)(.*?)</text>", re.DOTALL)
SVG_TEXT_PLACE = re.compile(r' x="[^"]*"(.*?) y="[^"]*"')
SVG_LINE = re.compile(r'<tspan dy="([\d.]+)em" x="([\d.-]+)" y="([\d.-]+)">')
SVG_MARK = re.compile(r'id="defs-(\w{6})"')


@dataclass(frozen=True, slots=True)
class ScriptText:
    """Texts that Streamlit's `script` (its name without the hash) holds, and that ours rely on.

    `used` names the place to mend, `cost` what no longer works; `breaks` where that is more than looks, words or speed.
    """

    script: str
    texts: tuple[str, ...]
    used: str
    cost: str
    breaks: bool = False


FIRST_PAINT = ("static/first_paint.js", "the first paint of a page would never give way to the live page", True)
STYLE = ("static/streamlit.css", "rules of the style sheet would have no effect")
HEAD = ("lib/templates/document_head.html", "pages would come later than they could")
SCHEME = ("lib/templates/document_head.html", "Streamlit's parts would not follow the choice of light or dark")
WORDS = ("speak() in static/streamlit_page.js", "English words would stand in the Arabic and the French page")
PRINTING = ("static/streamlit_page.js", "charts would not fit the paper")
PAGE_LINKS = ("static/streamlit_page.js", "links to other pages would change the address only", True)
SCRIPT_TEXTS = (
    ScriptText("index", ("`stApp`", '"data-test-script-state"', '"data-test-connection-state"'), *FIRST_PAINT),
    ScriptText("index", ("`notRunning`", ".CONNECTED=`CONNECTED`", "`stMain`", "`stSkeleton`"), *FIRST_PAINT),
    ScriptText(
        "index", ("`stHeader`", "stMainBlockContainer", "st-key-", "stHorizontalBlock", "stVerticalBlock"), *STYLE
    ),
    ScriptText("utils", ("Source Sans",), *STYLE),
    ScriptText("Html", ("`stHtml`",), *STYLE),
    ScriptText("Checkbox", ("stCheckbox`", "role:`switch`"), *STYLE),
    ScriptText("Button", ("`stButton`",), *STYLE),
    ScriptText("ButtonGroup", ("`stButtonGroup`", '"data-variant"', "`data-selected`", "segmented_control"), *STYLE),
    ScriptText("InputInstructions", ("`InputInstructions`",), *STYLE),
    ScriptText("index", ("`stElementContainer`",), *PRINTING),
    ScriptText("index", ("window.addEventListener(`popstate`,this.onHistoryChange",), *PAGE_LINKS),
    ScriptText("index", ("__streamlit", "BACKEND_BASE_URL", "MAIN_PAGE_BASE_URL", "HOST_CONFIG"), *HEAD),
    ScriptText("index", ("allowedOrigins", "useExternalAuthToken", "Material Symbols"), *HEAD),
    ScriptText("index", ("matchMedia(`(prefers-color-scheme: dark)`)",), *SCHEME),
    ScriptText("utils", ("matchMedia(`(prefers-color-scheme: dark)`).matches",), *SCHEME),
    ScriptText("index", ("`stSkipToContent`", "`Skip to main content`"), *WORDS),
    ScriptText("Selectbox", ("`stSelectbox`", "VirtualDropdown`", "`Open`", "`No results`"), *WORDS),
    ScriptText("TextInput", ("`stTextInput`", "`Clear entry`"), *WORDS),
    ScriptText("Multiselect", ("`stMultiSelect`", "`Open`", "`Clear all`", "`Selected values`", "`Remove ${"), *WORDS),
)


@dataclass(frozen=True, slots=True)
class Internals:
    """The internals of the installed frameworks, as far as something is assumed of them."""

    index: str  # Streamlit's page
    scripts: Mapping[str, bytes]  # Streamlit's scripts by name without the hash, b"" where there is none
    paths: tuple[str, ...]  # those that Streamlit serves: "_stcore/stream"
    logger: object  # one that Streamlit has made
    sessions: object  # the module of Streamlit's sessions
    plotly: bytes  # the script with which Kaleido draws
    kaleido: Any  # the class
    kaleido_page: str  # the page on which it draws


def read_internals() -> Internals:
    """The internals of the installed frameworks. Raises FrameworkError if a name or a file to be read is gone."""
    try:
        import kaleido
        from streamlit.logger import get_logger
        from streamlit.runtime import app_session
        from streamlit.web.server.starlette import starlette_routes, starlette_websocket

        return Internals(
            index=STREAMLIT_INDEX.read_text(encoding="utf-8"),
            scripts={name: _script(name) for name in dict.fromkeys(taken.script for taken in SCRIPT_TEXTS)},
            paths=(
                starlette_websocket._ROUTE_WEBSOCKET_STREAM,
                starlette_routes.ROUTE_METRICS,
                starlette_routes.ROUTE_HEALTH,
                starlette_routes._ROUTE_UPLOAD_FILE,
            ),
            logger=get_logger("streamlit"),
            sessions=app_session,
            plotly=(_package_folder("plotly") / "package_data" / "plotly.min.js").read_bytes(),
            kaleido=kaleido.Kaleido,
            kaleido_page=kaleido.PageGenerator(mathjax=False).generate_index(),
        )
    except (ImportError, AttributeError, OSError) as gone:
        raise FrameworkError(f"{gone}: mend read_internals() in lib/framework.py, and what uses it") from gone


def _script(name: str) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(STREAMLIT_SCRIPTS.glob(f"{name}.*.js")))


@dataclass(frozen=True, slots=True)
class Assumption:
    """`says` what is assumed; `used` and `cost` as of a ScriptText. It `breaks` pages, pictures or privacy, or costs
    looks, words or speed only.
    """

    says: str
    used: str
    cost: str
    breaks: bool
    holds: Callable[[Internals], bool]

    def __str__(self) -> str:
        kind = "An assumption" if self.breaks else "A lesser assumption"
        return f"{kind} about the frameworks fell: {self.says}. So {self.cost}. Mend {self.used} and lib/framework.py."


def _stands_once(pattern: re.Pattern[str], internals: Internals) -> bool:
    return len(pattern.findall(internals.index)) == 1


def _in_script(script: str, text: str, internals: Internals) -> bool:
    return text.encode() in internals.scripts[script]


def _served(path: str, internals: Internals) -> bool:
    return any(f"/{served}".startswith(path) for served in internals.paths)


def _returns_tabs(internals: Internals) -> bool:
    """Whether Kaleido returns a tab by the method that is overridden here, and that one is written as it was."""
    names = _names(internals.kaleido, "_return_kaleido_tab")
    return {"reload", "tabs_ready", "put"} <= names and "_return_kaleido_tab" in _names(
        internals.kaleido, "_render_task"
    )


def _names(cls: Any, method: str) -> set[str]:
    code = getattr(getattr(cls, method, None), "__code__", None)
    return set(code.co_names) if code else set()


def _assumptions() -> Iterator[Assumption]:
    for name, pattern in INDEX_PARTS.items():
        says = f"Streamlit's index.html has its {name} once, written as {pattern.pattern}"
        cost = "its page can't be made the document of a page of ours"
        used = "_document() in lib/screen/document.py"
        yield Assumption(says, used, cost, True, partial(_stands_once, pattern))
    for taken in SCRIPT_TEXTS:
        for text in taken.texts:
            says = f"Streamlit's static/js/{taken.script}.*.js holds {text}"
            yield Assumption(says, taken.used, taken.cost, taken.breaks, partial(_in_script, taken.script, text))
    for path, used, cost, breaks in (
        (STREAM_PATH, "lib/server/limit.py", "the number of sessions would have no limit", True),
        (METRICS_PATH, "lib/server/headers.py", "the server's metrics would be open to the public", True),
        (UPLOAD_PREFIX, "lib/server/log.py", "the log would name sessions", True),
        (HEALTH_PATH, "lib/server/limit.py", "a health check would be refused when the server is late", False),
    ):
        yield Assumption(f"Streamlit serves {path}", used, cost, breaks, partial(_served, path))
    yield Assumption(
        f"a logger of Streamlit has its handler as {LOG_HANDLER_ATTRIBUTE}",
        "configure_log() in lib/server/log.py",
        "the log would be in two formats",
        False,
        lambda internals: hasattr(internals.logger, LOG_HANDLER_ATTRIBUTE),
    )
    yield Assumption(
        f"Streamlit's sessions read the theme by {THEME_READER}()",
        "keep_theme_messages()",
        "each run of a page would take a tenth longer",
        False,
        lambda internals: hasattr(internals.sessions, THEME_READER),
    )
    yield Assumption(
        "Plotly's drawing has a rectangle of class bg, a defs with a mark, and lines placed by dy",
        "lib/export/pictures/plotly_svg.py",
        "no picture of a chart could be made",
        True,
        lambda internals: all(
            text in internals.plotly for text in (b'"rect","bg"', b'"id","defs-"+', b'class:"line",dy:')
        ),
    )
    yield Assumption(
        "Plotly's marks are of class point and textpoint in groups of class trace, each with its number as i, and an "
        "annotation has its own as data-index",
        "static/chart_series.js",
        "no series of a chart would stand out",
        False,
        lambda internals: all(
            text in internals.plotly
            for text in (b'selectAll("g.trace")', b'"textpoint"', b'("point",!0)', b'"data-index":', b"].i=")
        ),
    )
    yield Assumption(
        "Kaleido returns a tab by _return_kaleido_tab(), which reloads it and puts it into tabs_ready",
        "ReusingKaleido in lib/export/rendering/chromium.py",
        "each picture would take 0.2 s more",
        False,
        _returns_tabs,
    )
    yield Assumption(
        "Kaleido's page has one </head> and one </body>, and loads nothing from another host",
        "KaleidoPage in lib/export/rendering/chromium.py",
        "pictures would be drawn in another typeface, or not at all",
        True,
        lambda internals: (
            internals.kaleido_page.count("</head>") == internals.kaleido_page.count("</body>") == 1
            and not re.search("https?://", internals.kaleido_page)
        ),
    )


ASSUMPTIONS = tuple(_assumptions())


def failed_assumptions(internals: Internals) -> list[Assumption]:
    """Those that do not hold."""
    return [assumption for assumption in ASSUMPTIONS if not assumption.holds(internals)]


def check_start(internals: Internals) -> list[str]:
    """The sentences to log about what costs looks, words or speed. Raises FrameworkError for what breaks more."""
    failed = failed_assumptions(internals)
    if any(assumption.breaks for assumption in failed):
        installed = ", ".join(f"{name} {version(name)}" for name in ("streamlit", "plotly", "kaleido"))
        raise FrameworkError("\n".join([f"Installed: {installed}", *map(str, failed)]))
    return list(map(str, failed))


def index_part(index: str, part: str) -> str:
    """A part of INDEX_PARTS as it stands in Streamlit's page. Raises FrameworkError unless it stands there once."""
    found: list[str] = INDEX_PARTS[part].findall(index)
    if len(found) != 1:
        raise FrameworkError(
            f"Streamlit's page has its {part} {len(found)} times, not once: mend INDEX_PARTS in lib/framework.py"
        )
    return found[0]


def limit_inbound_messages() -> None:
    """Let uvicorn refuse a message from a browser above MAX_INBOUND_BYTES at its header, before it is taken in.

    Streamlit has made uvicorn's configuration by the time it imports this project, with the size of the messages that
    it sends. uvicorn looks the size up for each connection. Raises FrameworkError where it has no such setting.
    """
    from uvicorn import Config

    if "ws_max_size" not in signature(Config).parameters:
        raise FrameworkError("uvicorn's Config has no ws_max_size: mend limit_inbound_messages() in lib/framework.py")
    size = property(
        lambda config: min(MAX_INBOUND_BYTES, vars(config)["ws_max_size"]),
        lambda config, given: vars(config).update(ws_max_size=given),
    )
    setattr(Config, "ws_max_size", size)  # noqa: B010  # mypy knows the attribute as a number


def keep_theme_messages() -> None:
    """Let Streamlit read its theme from the configuration once, not at each run of a page's script.

    The theme stands in the first message of each run. A change of it takes a new start. Where Streamlit has no such
    function any more, each run takes a tenth longer: `check_start` says so.
    """
    from streamlit.proto.NewSession_pb2 import CustomThemeConfig
    from streamlit.runtime import app_session

    read_theme = getattr(app_session, THEME_READER, None)
    if read_theme is None:
        return

    @cache
    def read_once(section: str) -> Any:
        theme = CustomThemeConfig()
        read_theme(theme, section)
        return theme

    def write_theme(message: Any, section: str = "theme") -> None:
        if read_once(section).ByteSize():  # a section without settings is not named in the message
            message.MergeFrom(read_once(section))

    setattr(app_session, THEME_READER, write_theme)
