"""Compare: any measure, any editions, any basis; and two editions side by side."""

from lib.screen import (
    Reader,
    compare,
    current,
    page_parts,
)


def compared(reader: Reader) -> None:
    chosen, form = compare.choices(reader)
    page_parts.graphic("comparison", chosen, form=form)


reader = current()

page_parts.front("compare", reader)
page_parts.apart(compared, reader)
page_parts.apart(compare.side_by_side, reader)
