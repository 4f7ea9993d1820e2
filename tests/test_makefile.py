"""The list at the top of the Makefile, which `make help` prints, is the list of its targets."""

import re
from pathlib import Path

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
