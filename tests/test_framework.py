"""What is taken from the internals of the frameworks holds; where one of them changes, the start says what and where.

What a browser alone can show stands in tests/browser: test_style_sheet.py, test_first_paint.py.
"""

from __future__ import annotations

import dataclasses
import re
import runpy
import types
from pathlib import Path
from typing import Any

import pytest

from lib import framework
from lib.framework import (
    LOG_HANDLER_ATTRIBUTE,
    SCRIPT_TEXTS,
    FrameworkError,
    Internals,
    ScriptText,
    check_start,
    failed_assumptions,
    read_internals,
)

ROOT = Path(__file__).parents[1]
MODULE_SCRIPT = re.compile(r'<script type="module"[^>]*></script>')
KALEIDO_METHODS = ("_return_kaleido_tab", "_render_task")


@pytest.fixture(scope="module")
def internals() -> Internals:
    """What is installed."""
    return read_internals()


def changed_index(index: str, old: str | re.Pattern[str], new: str) -> str:
    """Streamlit's page with a text in it changed; a change that changes nothing is no test."""
    written = re.sub(old if isinstance(old, re.Pattern) else re.escape(old), new, index)
    assert written != index
    return written


def renamed_kaleido(kaleido: Any, old: str) -> type:
    """Kaleido with a method under another name, there and where it is called."""
    methods = {name: vars(kaleido)[name] for name in KALEIDO_METHODS}
    for name, method in methods.items():
        code = method.__code__
        names = tuple(f"{old}_2" if used == old else used for used in code.co_names)
        methods[name] = types.FunctionType(code.replace(co_names=names), method.__globals__, name)
    return type("Kaleido", (), {f"{old}_2" if name == old else name: method for name, method in methods.items()})


def test_every_assumption_holds(internals: Internals) -> None:
    assert check_start(internals) == []


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("root", '<div id="root">', '<div id="root" class="app">'),
        ("title", "<title>", '<title data-app="1">'),
        ("scripts", MODULE_SCRIPT, ""),
        ("html", '<html lang="en">', '<html lang="en" class="app">'),
        ("font", "SourceSans", "Inter"),
        ("icon", "shortcut icon", "icon"),
        ("noscript", "noscript>", "template>"),
        ("root", "</body>", '<div id="root"></div></body>'),
    ],
)
def test_another_page_of_streamlit_stops_the_start(
    internals: Internals, part: str, old: str | re.Pattern[str], new: str
) -> None:
    changed = dataclasses.replace(internals, index=changed_index(internals.index, old, new))
    with pytest.raises(FrameworkError) as stopped:
        check_start(changed)
    assert f"Streamlit's index.html has its {part} once" in str(stopped.value)
    assert "lib/screen/document.py" in str(stopped.value)


def test_each_text_of_streamlits_scripts_is_missed(internals: Internals) -> None:
    """Class names, test ids, attributes, and each built-in word that is translated."""
    unnoticed = []
    for taken in SCRIPT_TEXTS:
        for text in taken.texts:
            other = internals.scripts[taken.script].replace(text.encode(), b"`renamed`")
            changed = dataclasses.replace(internals, scripts={**internals.scripts, taken.script: other})
            said = [str(failed) for failed in failed_assumptions(changed)]
            if not any(f"{taken.script}.*.js holds {text}" in one and taken.used in one for one in said):
                unnoticed.append((taken.script, text))
    assert unnoticed == []


@pytest.mark.parametrize("taken", SCRIPT_TEXTS, ids=lambda taken: f"{taken.script}-{taken.texts[0]}")
def test_a_missing_script_is_missed(internals: Internals, taken: ScriptText) -> None:
    changed = dataclasses.replace(internals, scripts={**internals.scripts, taken.script: b""})
    failed = failed_assumptions(changed)
    assert len(failed) >= len(taken.texts)
    assert any(one.breaks for one in failed) == any(
        other.breaks for other in SCRIPT_TEXTS if other.script == taken.script
    )


def test_renamed_methods_of_kaleido_are_a_warning(internals: Internals) -> None:
    for name in ("_return_kaleido_tab", "tabs_ready"):
        changed = dataclasses.replace(internals, kaleido=renamed_kaleido(internals.kaleido, name))
        (said,) = check_start(changed)
        assert "lib/export/rendering/chromium.py" in said, name
    same = dataclasses.replace(internals, kaleido=renamed_kaleido(internals.kaleido, "nothing"))
    assert check_start(same) == []


def test_a_renamed_handler_of_loggers_is_a_warning(internals: Internals) -> None:
    (said,) = check_start(dataclasses.replace(internals, logger=types.SimpleNamespace(console_handler=None)))
    assert LOG_HANDLER_ATTRIBUTE in said
    assert "lib/server/log.py" in said


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"paths": ("_stcore/socket",)}, "lib/server/limit.py"),
        ({"paths": ("_stcore/numbers",)}, "lib/server/headers.py"),
        ({"paths": ("_stcore/uploads/{session_id}",)}, "lib/server/log.py"),
        ({"plotly": b"no script"}, "lib/export/pictures/plotly_svg.py"),
        ({"kaleido_page": "<html><head></head></html>"}, "lib/export/rendering/chromium.py"),
        (
            {"kaleido_page": "<head><script src=https://cdn.plot.ly/plotly.js></script></head><body></body>"},
            "lib/export/rendering/chromium.py",
        ),
    ],
)
def test_what_breaks_pages_pictures_or_privacy_stops_the_start(
    internals: Internals, changes: dict[str, Any], place: str
) -> None:
    with pytest.raises(FrameworkError, match=re.escape(place)):
        check_start(dataclasses.replace(internals, **changes))


def test_a_name_that_is_gone_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    from streamlit.web.server.starlette import starlette_routes

    monkeypatch.delattr(starlette_routes, "ROUTE_HEALTH")
    with pytest.raises(FrameworkError, match=r"ROUTE_HEALTH.*mend read_internals\(\) in lib/framework.py"):
        read_internals()


def test_scripts_in_another_folder_stop_the_start(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(framework, "STREAMLIT_SCRIPTS", tmp_path)
    with pytest.raises(FrameworkError, match="first paint"):
        check_start(read_internals())


def test_a_package_that_is_not_installed_is_named() -> None:
    with pytest.raises(FrameworkError, match="streamlit-of-tomorrow is not installed"):
        framework._package_folder("streamlit-of-tomorrow")


def test_a_part_of_the_page_that_stands_there_twice_is_not_taken(internals: Internals) -> None:
    assert framework.index_part(internals.index, "noscript").startswith("<noscript>")
    with pytest.raises(FrameworkError, match="its noscript 2 times, not once"):
        framework.index_part(internals.index * 2, "noscript")


def test_a_server_without_a_limit_of_messages_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("uvicorn.Config", lambda app: None)
    with pytest.raises(FrameworkError, match="no ws_max_size"):
        framework.limit_inbound_messages()


def test_a_reader_of_the_theme_that_is_gone_is_a_warning(internals: Internals) -> None:
    (said,) = check_start(dataclasses.replace(internals, sessions=types.SimpleNamespace()))
    assert framework.THEME_READER in said
    assert "keep_theme_messages() and lib/framework.py" in said


def test_the_theme_is_read_once_and_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    from streamlit.proto.NewSession_pb2 import CustomThemeConfig
    from streamlit.runtime import app_session

    read_theme, asked = app_session._populate_theme_msg, []
    plain, kept = CustomThemeConfig(), CustomThemeConfig()

    def count(message: CustomThemeConfig, section: str = "theme") -> None:
        asked.append(section)
        read_theme(message, section)

    def write(message: CustomThemeConfig) -> None:
        app_session._populate_theme_msg(message)
        app_session._populate_theme_msg(message.light, "theme.light")
        app_session._populate_theme_msg(message.light.sidebar, "theme.light.sidebar")

    monkeypatch.setattr(app_session, framework.THEME_READER, count)
    write(plain)
    asked.clear()
    framework.keep_theme_messages()
    for _ in range(3):
        kept = CustomThemeConfig()
        write(kept)
    assert kept == plain
    assert kept.light.primary_color == "#12436D"
    assert sorted(asked) == ["theme", "theme.light", "theme.light.sidebar"]
    monkeypatch.delattr(app_session, framework.THEME_READER)
    framework.keep_theme_messages()
    assert not hasattr(app_session, framework.THEME_READER)


def test_the_server_checks_at_its_start(monkeypatch: pytest.MonkeyPatch, internals: Internals) -> None:
    changed = dataclasses.replace(internals, index=internals.index.replace('id="root"', 'id="app"'))
    monkeypatch.setattr(framework, "read_internals", lambda: changed)
    with pytest.raises(FrameworkError, match="has its root once"):
        runpy.run_path(str(ROOT / "dashboard.py"))


def test_warnings_of_the_start_are_logged(monkeypatch: pytest.MonkeyPatch, internals: Internals) -> None:
    monkeypatch.setattr(framework, "read_internals", lambda: dataclasses.replace(internals, logger=None))
    (said,) = runpy.run_path(str(ROOT / "dashboard.py"))["FAILED_ASSUMPTIONS"]
    assert "two formats" in said


def test_every_name_of_the_frameworks_in_sheets_and_scripts_is_checked() -> None:
    """Classes, test ids, attributes and words of Streamlit that stand in static/ are among those looked for."""
    taken = "\n".join(text for script in SCRIPT_TEXTS for text in script.texts)
    missing = []
    for path in (*ROOT.glob("static/*.css"), *ROOT.glob("static/*.js")):
        written = re.sub(r"/\*.*?\*/|^ *//.*?$", "", path.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
        names = {
            *re.findall(r"\.(st[A-Z]\w+)", written),
            *re.findall(r'data-testid\$?="(\w+)"', written),
            *re.findall(r"\b(data-(?:test-|selected|variant)[\w-]*)", written),
            *re.findall(r"\b(st(?:[A-Z]\w+))", written),
            *re.findall(r'"(Clear all|Selected values|No results)"', written),
        }
        missing += [(path.name, name) for name in sorted(names) if name not in taken and name != "data-testid"]
    assert missing == []
