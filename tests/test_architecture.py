"""The house rules that a reader of the code relies on (no circle, no flow back, no screen where there is none)."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = ("archive", "measures", "language", "charts", "content", "templates", "export", "web", "server", "screen")
# A room may use those named; nothing flows back.
MAY_USE = {
    "archive": set(),
    "measures": {"archive"},
    "language": set(),
    "charts": {"archive", "measures", "language"},
    "content": {"archive", "measures", "language", "charts"},
    "templates": {"language"},
    "export": {"archive", "language", "charts", "content", "templates", "server"},
    "server": set(),
    "web": {"archive", "language", "charts", "content", "templates", "export", "server"},
    "screen": {"archive", "language", "charts", "content", "templates", "export", "web"},
}

# Names of standards that look like addresses; what is described by them says so, and nothing is loaded from there.
STANDARDS = ("https://datapackage.org/profiles/2.0/datapackage.json", "http://www.w3.org/ns/csvw")


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
        assert used <= MAY_USE[room], path


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
