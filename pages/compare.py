"""Compare: any measure, any editions, any basis; and two editions side by side."""

from lib.screen import Reader, compare, current, show


def compared(reader: Reader) -> None:
    chosen, form = compare.choices(reader)
    show.graphic("comparison", chosen, form=form)


reader = current()

show.front("compare", reader)
show.apart(compared, reader)
show.apart(compare.side_by_side, reader)
