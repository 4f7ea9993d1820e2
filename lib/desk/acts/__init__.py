"""The acts of the desk, one file each: what it takes (check), what it does (effect), what the log says (sentence).

An act is a frozen value. `perform` of lib.desk.desk runs it; nothing else writes in the log.
"""
