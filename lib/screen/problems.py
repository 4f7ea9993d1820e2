"""What is wrong with the data folder, shown in place of what can't be shown."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from lib.archive import Message, Problem
from lib.language import Language
from lib.templates import render_template


def show_problems(problems: Sequence[Problem], language: Language, *, held_back: bool = False) -> None:
    """The errors among the problems, one a line, with file, line and column; nothing where there is none.

    `held_back`: they are in a change that is not served, so that the figures before it stay.
    """
    wrong = [describe_problem(problem, language) for problem in problems if not problem.warning]
    if not wrong:
        return
    if held_back:
        title = language.plural(
            "{number} error in the latest change of the data files. The figures before stay until it is corrected.",
            "{number} errors in the latest change of the data files. The figures before stay until they are corrected.",
            len(wrong),
        )
    else:
        title = language.plural(
            "{number} error in the data files. The editions concerned are not shown until it is corrected.",
            "{number} errors in the data files. The editions concerned are not shown until they are corrected.",
            len(wrong),
        )
    st.html(render_template("problems.html", language, title=title, problems=wrong))


def show_warnings(problems: Sequence[Problem], language: Language) -> None:
    """What is improbable in the data and yet not wrong, one a line; nothing where there is nothing."""
    doubtful = [describe_problem(problem, language) for problem in problems if problem.warning]
    if not doubtful:
        return
    title = language.plural(
        "{number} place in the data files deserves a second look. The figures stand as published.",
        "{number} places in the data files deserve a second look. The figures stand as published.",
        len(doubtful),
    )
    st.html(render_template("problems.html", language, title=title, problems=doubtful))


def describe_problem(problem: Problem, language: Language) -> tuple[str, str]:
    """Where it is, for an editor of files, and what it is, in words: ("4-fes-2023/visitors.csv:7: value", "…")."""
    return f"{problem.file}:{problem.line}: {problem.column}", translate_message(problem.message, language)


def translate_message(message: object, language: Language) -> str:
    """A message in the reader's language; what it quotes from the files stays as it is."""
    if not isinstance(message, Message):
        return language.isolate(str(message)) if message != "" else ""
    return language.text(
        message.template, **{name: translate_message(part, language) for name, part in message.parts.items()}
    )
