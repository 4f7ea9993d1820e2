"""The rendering of the templates in this folder. Every value is escaped."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from lib.language import Language
from lib.language.text_parts import text_parts
from lib.templates.static_asset import asset_url

TEMPLATE_FOLDER = Path(__file__).parent


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATE_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.globals["asset_url"] = asset_url
    environment.globals["text_parts"] = text_parts
    return environment


def compile_templates() -> None:
    """Compile every template, so that no reader waits for it."""
    for name in _templates().list_templates():
        _templates().get_template(name)


def render_template(template: str, language: Language, **values: object) -> str:
    """The rendered template, whose `text` and `plural` use the language. Raises UndefinedError for a missing value."""
    return (
        _templates()
        .get_template(template)
        .render(language=language, text=language.text, plural=language.plural, **values)
    )
