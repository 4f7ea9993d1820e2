"""What stands around every answer of the process: compression, headers, limits, the log. Knows no page."""
