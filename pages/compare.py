"""Compare: any measure, any editions, any basis; and two editions side by side."""

from lib.graphics import graphic
from lib.screen import compare, current, show

reader = current()
language = reader.language

compare.opening(language)
view, form = compare.choices(reader)
show.graphic(graphic("comparison", reader.archive, view, language), language, form=form)
compare.side_by_side(reader)
