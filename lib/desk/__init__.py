"""The desk: how staff prepare the record book. The public process imports nothing of it."""
