"""Folder: static files under one address."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from lib.server.atomic_files import PROJECT_ROOT


@dataclass(frozen=True, slots=True)
class StaticFolder:
    """`prefix` begins and ends with "/". `hashed` where the name of a file changes with what is in it."""

    prefix: str
    path: Path
    hashed: bool

    def files(self) -> list[Path]:
        """All files in it, in the order of their names."""
        return sorted(path for path in self.path.rglob("*") if path.is_file())


def dashboard_folders() -> tuple[StaticFolder, ...]:
    """The folders of the dashboard: Streamlit's own files, and ours."""
    framework = find_spec("streamlit")
    assert framework
    assert framework.origin
    return (
        StaticFolder("/static/", Path(framework.origin).parent / "static" / "static", hashed=True),
        StaticFolder("/app/static/", PROJECT_ROOT / "static", hashed=False),
    )
