"""What is wrong with the data folder, shown in place of what can't be shown."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from lib.archive import Problem
from lib.language import Language
from lib.screen.markup import render


def show_problems(problems: Sequence[Problem], language: Language) -> None:
    """The list of errors, one a line, with file, line and column; nothing when there are none."""
    if problems:
        title = language.plural(
            "{number} error in the data files. The editions concerned are not shown until it is mended.",
            "{number} errors in the data files. The editions concerned are not shown until they are mended.",
            len(problems),
        )
        st.html(render("problems.html", language, title=title, problems=[str(problem) for problem in problems]))
