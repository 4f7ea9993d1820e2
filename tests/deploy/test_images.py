"""The images: what they hold, and how what they build on is named."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.deploy.conftest import ROOT


def test_images_are_named_by_digest_only() -> None:
    """The tags stand in the script that asks the registry for the digests."""
    container, compose = (
        (ROOT / "deploy" / name).read_text(encoding="utf-8") for name in ("Containerfile", "compose.yaml")
    )
    assert re.findall(r"^FROM (.+)$", container, re.MULTILINE) == ["${PYTHON_IMAGE}"]
    assert re.findall(r"^ +image: ([^$\n]+|\$\{\w+)", compose, re.MULTILINE) == ["abwab", "${ABWAB_NGINX_IMAGE"]
    assert "PYTHON_IMAGE: ${ABWAB_PYTHON_IMAGE:?" in compose


def test_every_value_that_compose_needs_is_in_the_instructions() -> None:
    instructions = (ROOT / "deploy" / "README.md").read_text(encoding="utf-8")
    compose = (ROOT / "deploy" / "compose.yaml").read_text(encoding="utf-8")
    printed = (ROOT / "deploy" / "pin_images.sh").read_text(encoding="utf-8")
    needed = re.findall(r"\$\{(\w+):\?", compose)
    assert needed
    for name in needed:
        assert f"   {name}=" in instructions or f"pin {name} " in printed, name


DIGESTS = {"python": f"sha256:{'0a' * 32}", "nginx": f"sha256:{'1b' * 32}"}
# What they print for an image, as their own documentation shows it.
PROGRAMS = {"docker": "{name}@{digest}", "podman": "docker.io/library/{name}@{digest}"}


@pytest.fixture(params=PROGRAMS)
def registry(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A folder with a program that knows two images, as if it had asked a registry."""
    shown = [PROGRAMS[request.param].format(name=name, digest=digest) for name, digest in DIGESTS.items()]
    program: Path = tmp_path / request.param
    program.write_text(
        "#!/bin/sh\n"
        'echo "$@" >> "$0.asked"\n'
        f'case "$1 $*" in "image "*python*) echo {shown[0]} ;; "image "*nginx*) echo {shown[1]} ;; esac\n',
        encoding="utf-8",
    )
    program.chmod(0o755)
    return program


def pin_images(folder: Path) -> subprocess.CompletedProcess[str]:
    command = ["/bin/sh", str(ROOT / "deploy" / "pin_images.sh")]
    return subprocess.run(command, env={"PATH": str(folder)}, capture_output=True, text=True, check=False)


def test_the_digests_are_those_of_the_registry(registry: Path) -> None:
    done = pin_images(registry.parent)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "# docker.io/library/python:3.11-slim-bookworm",
        f"ABWAB_PYTHON_IMAGE=docker.io/library/python@{DIGESTS['python']}",
        "# docker.io/library/nginx:1.28",
        f"ABWAB_NGINX_IMAGE=docker.io/library/nginx@{DIGESTS['nginx']}",
    ]
    asked = registry.with_name(f"{registry.name}.asked").read_text(encoding="utf-8").splitlines()
    assert asked[0] == "pull --quiet docker.io/library/python:3.11-slim-bookworm"


@pytest.mark.parametrize("said", ["exit 1", "echo ''", "echo python:3.11"])
def test_without_a_digest_nothing_is_printed(tmp_path: Path, said: str) -> None:
    program = tmp_path / "docker"
    program.write_text(f"#!/bin/sh\n{said}\n", encoding="utf-8")
    program.chmod(0o755)
    done = pin_images(tmp_path)
    assert (done.returncode, done.stdout) == (1, "")


def test_without_a_program_it_says_so(tmp_path: Path) -> None:
    done = pin_images(tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "Neither podman nor docker is installed.\n")


def test_the_image_holds_what_the_server_needs() -> None:
    """What the Containerfile runs is there, and .dockerignore leaves nothing out that the program imports."""
    left_out = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
    assert not {"lib", "pages", "static", "data", "dashboard.py", "requirements.txt", ".streamlit"} & set(left_out)
    code = "import sys; import dashboard; print([name for name in sys.modules if name.split('.')[0] in ('tests',)])"
    done = subprocess.run([sys.executable, "-c", code], cwd=Path(ROOT), capture_output=True, text=True, check=True)
    assert done.stdout.strip().endswith("[]")
