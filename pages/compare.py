"""Compare: any measure, any editions, any basis; and two editions side by side."""

from lib.screen import compare, current, show

reader = current()

show.front("compare", reader)
show.apart(compare.compared, reader)
show.apart(compare.side_by_side, reader)
