"""Middleware around every response: compression, headers, limits and the log. It knows no page."""
