"""What is wrong with the data folder, in the language of whoever edits it. No public page says any of it."""

from __future__ import annotations

from lib.archive import Message, Problem
from lib.language import Language


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
