"""Compare: any measure, any editions, any basis; and two editions side by side."""

from lib.screen import compare, current, show

reader = current()

show.front("compare", reader)
chosen, form = compare.choices(reader)
show.graphic("comparison", chosen, form=form)
compare.side_by_side(reader)
