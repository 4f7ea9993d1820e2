"""The house rules that a reader of the code relies on (no circle, no flow back, no screen where there is none)."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = (
    "archive",
    "measures",
    "language",
    "charts",
    "content",
    "templates",
    "export",
    "releases",
    "web",
    "server",
    "screen",
    "desk",
)
# A room may use those named; nothing flows back.
MAY_USE = {
    "archive": set(),
    "measures": {"archive"},
    "language": set(),
    "charts": {"archive", "measures", "language"},
    "content": {"archive", "measures", "language", "charts"},
    "templates": {"language"},
    "export": {"archive", "language", "charts", "content", "templates", "server"},
    "releases": {"archive"},
    "server": set(),
    "web": {"archive", "language", "charts", "content", "templates", "export", "releases", "server"},
    "screen": {"archive", "language", "charts", "content", "templates", "export", "releases", "server", "web"},
    "desk": {
        "archive",
        "measures",
        "language",
        "charts",
        "content",
        "templates",
        "export",
        "releases",
        "server",
        "web",
        "screen",
    },
}

# The command that checks the data prints its messages in three languages; nothing imports it.
COMMANDS = {"lib/archive/__main__.py": {"language"}}

# Names of standards that look like addresses; what is described by them says so, and nothing is loaded from there.
STANDARDS = (
    "https://datapackage.org/profiles/2.0/datapackage.json",
    "http://www.w3.org/ns/csvw",
    "http://www.w3.org/2000/svg",
)


def modules(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    """Every module named in an import statement of the file, wherever it stands."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_every_room_is_known() -> None:
    found = {path.name for path in (ROOT / "lib").iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert found == set(ROOMS)


@pytest.mark.parametrize("room", ROOMS)
def test_data_flows_one_way(room: str) -> None:
    for path in modules(ROOT / "lib" / room):
        used = {name.split(".")[1] for name in imported(path) if name.startswith("lib.")} & set(ROOMS) - {room}
        assert used <= MAY_USE[room] | COMMANDS.get(str(path.relative_to(ROOT)), set()), path


def test_what_serves_the_public_does_not_know_the_desk() -> None:
    """A draft that is not in the process can't leak from it."""
    desk = ROOT / "lib" / "desk"
    public = [path for path in [*modules(ROOT / "lib"), *modules(ROOT / "pages")] if desk not in path.parents]
    for path in [ROOT / "dashboard.py", *public]:
        assert not [name for name in imported(path) if name.startswith("lib.desk")], path


@pytest.mark.parametrize("room", ["archive", "measures", "language", "charts", "content"])
def test_inner_rooms_know_no_screen(room: str) -> None:
    for path in modules(ROOT / "lib" / room):
        assert not {name.split(".")[0] for name in imported(path)} & {"streamlit", "starlette"}, path


@pytest.mark.parametrize("path", modules(ROOT / "pages"), ids=lambda path: path.name)
def test_pages_only_compose(path: Path) -> None:
    """A page imports from lib.screen, lib.charts and lib.content only, computes nothing and holds no sentence."""
    for name in imported(path):
        assert name.startswith(("lib.screen", "lib.charts", "lib.content")), name
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.BinOp)]
    docstring = ast.get_docstring(tree)
    texts = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    assert not [text for text in texts if " " in text and text != docstring]


def test_every_room_may_use_the_module_about_the_frameworks() -> None:
    """It imports nothing of lib, and no framework before it is asked to read one."""
    tree = ast.parse((ROOT / "lib" / "framework.py").read_text(encoding="utf-8"))
    first = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    assert not [name for name in imported(ROOT / "lib" / "framework.py") if name.startswith("lib")]
    named = {part.name for node in first for part in node.names} | {getattr(node, "module", "") for node in first}
    assert not named & {"streamlit", "kaleido", "plotly"}


def test_no_circle_of_imports() -> None:
    names = {".".join(path.relative_to(ROOT).with_suffix("").parts): path for path in modules(ROOT / "lib")}
    graph = {
        name.removesuffix(".__init__"): {other for other in imported(path) if other in names}
        for name, path in names.items()
        if not name.endswith(".__init__")
    }
    done: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, " -> ".join((*trail, name))
        if name not in done:
            for other in graph.get(name, ()):
                visit(other, (*trail, name))
            done.add(name)

    for name in graph:
        visit(name, ())


# Names that more than one module of lib/ defines, each with its reason. No other is shared.
SHARED_NAMES = {
    "log": "the logger of a module, by which it is found in the log",
    "main": "the entry of a module that is run by `python -m`",
}
# Short names by which the documentation of a library itself imports it.
USUAL_NAMES = {"go", "hb", "np", "npt", "pa", "pc", "pd", "pio", "st"}
# Participles: what was done to a thing says nothing of what a function does. A property may say what a thing is.
IRREGULAR = "built|chosen|drawn|found|given|held|hidden|kept|known|made|said|seen|shown|spoken|taken|told|written"
PARTICIPLE = re.compile(rf"(?!o?embed)([a-z]+ed|{IRREGULAR})")


def public_names(path: Path) -> set[str]:
    """The functions, classes and constants that a module defines for others."""
    names: set[str] = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names |= {part.id for target in targets for part in ast.walk(target) if isinstance(part, ast.Name)}
    return {name for name in names if not name.startswith("_")}


def test_a_public_name_means_one_thing() -> None:
    homes: dict[str, list[str]] = {}
    for path in modules(ROOT / "lib"):
        for name in public_names(path):
            homes.setdefault(name, []).append(str(path.relative_to(ROOT)))
    shared = {name: places for name, places in homes.items() if len(places) > 1}
    assert set(shared) == set(SHARED_NAMES), {name: shared[name] for name in set(shared) - set(SHARED_NAMES)}
    assert len(shared) <= 0.04 * len(homes)


def test_no_import_is_renamed() -> None:
    """A name that clashes with another is the wrong name."""
    renamed = [
        f"{path.relative_to(ROOT)}: {alias.name} as {alias.asname}"
        for path in modules(ROOT / "lib")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
        if alias.asname and alias.asname not in USUAL_NAMES
    ]
    assert renamed == []


def test_no_function_is_named_by_a_participle() -> None:
    named = []
    for path in modules(ROOT / "lib"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_"):
                properties = {ast.unparse(decorator) for decorator in node.decorator_list}
                if PARTICIPLE.fullmatch(node.name) and not properties & {"property", "cached_property"}:
                    named.append(f"{path.relative_to(ROOT)}:{node.lineno}: {node.name}")
    assert named == []


def test_nothing_shipped_names_another_host_to_load_from() -> None:
    """Addresses are for readers to follow (data/, comments); none is loaded by a page, a style sheet or a template."""
    loaded = [
        *ROOT.glob("static/*.css"),
        *ROOT.glob("lib/templates/*.html"),
        *ROOT.glob("lib/screen/*.py"),
        *ROOT.glob("static/*.js"),
    ]
    assert loaded
    for path in loaded:
        text = path.read_text(encoding="utf-8").replace("{{", "")
        for name in STANDARDS:
            text = text.replace(name, "")
        assert not re.search(r"https?://\w|//[a-z]", text), path
