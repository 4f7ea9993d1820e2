"""The list at the top of the Makefile, which `make help` prints, is the list of its targets."""

import re
import shlex
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from pip_audit import _cli  # type: ignore[import-untyped]
from pip_audit._service import pypi  # type: ignore[import-untyped]

MAKEFILE = (Path(__file__).parents[1] / "Makefile").read_text(encoding="utf-8")


def test_every_target_is_in_the_list() -> None:
    listed = re.findall(r"^# make (\w+)", MAKEFILE, re.MULTILINE)
    targets = re.findall(r"^(\w+):", MAKEFILE, re.MULTILINE)
    phony = re.findall(r"^\.PHONY: (.+)$", MAKEFILE, re.MULTILINE)[0].split()
    assert listed == phony
    assert sorted(listed) == sorted(targets)


def test_every_target_has_one_line_of_help() -> None:
    lines = [line for line in MAKEFILE.splitlines() if line.startswith("# make")]
    assert not [line for line in lines if not re.fullmatch(r"# make \w+ +\S.{10,}", line)]


class Silence:
    """An index that knows no package."""

    def get(self, url: str, **_: object) -> SimpleNamespace:
        def refuse() -> None:
            raise pypi.requests.HTTPError

        return SimpleNamespace(status_code=404, raise_for_status=refuse)


def test_the_audit_fails_when_a_package_cannot_be_looked_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the options of the Makefile. Without --strict it would pass: nothing audited, nothing found."""
    (command,) = re.findall(r"/pip-audit (.+)$", MAKEFILE, re.MULTILINE)
    options = shlex.split(command)
    locked = tmp_path / "requirements.txt"
    locked.write_text(f"left-pad-of-nobody==1.0 --hash=sha256:{'0' * 64}\n")
    options[options.index("requirements.txt")] = str(locked)
    monkeypatch.setattr(pypi, "caching_session", lambda *_, **__: Silence())

    def status(arguments: list[str]) -> object:
        monkeypatch.setattr(sys, "argv", ["pip-audit", *arguments])
        try:
            _cli.audit()
        except SystemExit as end:
            return end.code
        return 0

    assert status([option for option in options if option != "--strict"]) in (0, None)
    assert status(options) == 1
