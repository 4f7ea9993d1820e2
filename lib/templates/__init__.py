"""HTML from templates, for the dashboard, its documents and the web addresses. No Streamlit."""

from lib.templates.rendering import render_template

__all__ = ["render_template"]
