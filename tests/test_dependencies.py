"""Everything imported is named in pyproject.toml, and the two locks pin and hash what pyproject.toml names."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterable
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
LOCKS = ("requirements.txt", "requirements-dev.txt")
OWN_PACKAGES = {"lib", "pages", "tests", "benchmarks", "dashboard"}
# Bindings of WebKitGTK: a package of the system, which tests/chromium.sh installs, for the system's own Python.
SYSTEM_PACKAGES = {"gi"}
# Packages that no module imports, each with what takes them up.
USED_WITHOUT_IMPORT = {
    "httptools": "uvicorn",
    "uvloop": "uvicorn",
    "pyarrow": "streamlit",
    "python-multipart": "starlette.requests",
    "cyclonedx-bom": "make sbom",
    "flask": "moto's server",
    "flask-cors": "moto's server",
    "httpx2": "starlette.testclient",
    "moto": "tests/releases, in a process of its own",
    "mypy": "make test",
    "pandas-stubs": "mypy",
    "pip-audit": "make audit",
    "pytest-timeout": "pytest",
    "pytest-xdist": "pytest",
    "ruff": "make test",
    "slipcover": "make test",
    "tzdata": "lib.export.texts.retrieval_day",
    "types-cachetools": "mypy",
    "types-psutil": "mypy",
    "uv": "make lock",
}


def normalized_name(name: str) -> str:
    """The name of a distribution as package indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def declared_pins() -> tuple[dict[str, str], dict[str, str]]:
    """{distribution: version} of what the dashboard runs on and of what tests need on top."""
    project: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

    def pins(requirements: Iterable[str]) -> dict[str, str]:
        # moto[s3] is moto with what it needs for S3.
        return dict(re.sub(r"\[.*]", "", part.split(";")[0]).strip().split("==") for part in requirements)

    return pins(project["project"]["dependencies"]), pins(project["dependency-groups"]["dev"])


def locked_pins(name: str) -> dict[str, str]:
    """{distribution: version} of a lock."""
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return dict(line.split()[0].split("==") for line in lines if re.match(r"[a-z0-9]", line))


def imported_distributions(paths: Iterable[Path]) -> set[str]:
    """The distributions, outside the standard library and the project, that the modules import."""
    names: set[str] = set()
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.add(node.module.split(".")[0])
    distributions = packages_distributions()
    return {
        normalized_name(distributions.get(name, [name])[0])
        for name in names - sys.stdlib_module_names - OWN_PACKAGES - SYSTEM_PACKAGES
    }


def test_what_the_dashboard_imports_is_declared() -> None:
    run, _ = declared_pins()
    used = imported_distributions([ROOT / "dashboard.py", *ROOT.glob("pages/*.py"), *ROOT.glob("lib/**/*.py")])
    assert used | (run.keys() & USED_WITHOUT_IMPORT) == run.keys()


def test_what_tests_and_benchmarks_import_is_declared() -> None:
    run, dev = declared_pins()
    used = imported_distributions([*ROOT.glob("tests/**/*.py"), *ROOT.glob("benchmarks/**/*.py")])
    assert used - run.keys() | (dev.keys() & USED_WITHOUT_IMPORT) == dev.keys()


def test_no_reason_outlives_its_package() -> None:
    run, dev = declared_pins()
    assert USED_WITHOUT_IMPORT.keys() <= run.keys() | dev.keys()


@pytest.mark.parametrize("name", LOCKS)
def test_lock_holds_what_is_declared(name: str) -> None:
    """Else: make lock."""
    run, dev = declared_pins()
    declared = run if name == "requirements.txt" else run | dev
    assert declared.items() <= locked_pins(name).items()


def test_both_locks_agree() -> None:
    assert locked_pins("requirements.txt").items() <= locked_pins("requirements-dev.txt").items()


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_of_a_lock_has_hashes(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    for package in re.split(r"\n(?=[a-z0-9])", text)[1:]:
        assert re.match(r"[a-z0-9-]+==[\w.]+( ; [^\\]+)? \\\n", package), package
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", package), package


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_index(name: str) -> None:
    """A lock says what is installed; where from is for the machine that installs it to say."""
    assert not re.search(r"://|--(extra-)?index|--find-links|@ ", (ROOT / name).read_text(encoding="utf-8"))
