"""HTML from templates, for whatever sends or shows it: the dashboard, its documents, the press desk. No screen."""

from lib.templates.rendering import render_template

__all__ = ["render_template"]
