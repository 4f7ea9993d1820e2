"""Topic: what all editions say of one topic, each file checked in itself."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from lib.archive import cell, plausibility, rival_claims
from lib.archive.edition_folder import EditionFolder
from lib.archive.frame import typed_frame
from lib.archive.plausibility import PeriodCount
from lib.archive.problem import Problem, errors
from lib.archive.row_models import TOPIC_MODELS, DateRange
from lib.archive.stacked_tables import RowMask, StackedTables, stack_tables


@dataclass(frozen=True, eq=False)
class TopicFiles:
    """What the files say (`_figure`: which of their rows are shown) and what is wrong with them."""

    name: str
    problems: tuple[Problem, ...]
    _pool: StackedTables
    _figure: RowMask

    def claims(self, editions: Mapping[str, int]) -> pd.DataFrame:
        """The claims of some editions, none of them with an error here: folder -> number, in the order to come.

        edition Int64, the files' columns with their types, figure bool, file string, line Int64.
        """
        files = [f"{folder}/{self.name}.csv" for folder in editions]
        parts = np.split(self._figure, np.cumsum(self._pool.sizes)[:-1])
        told = {table.file: (table.rows, figure) for table, figure in zip(self._pool.tables, parts, strict=True)}
        rows = pa.concat_tables(told[file][0] for file in files)
        sizes = [len(told[file][0]) for file in files]
        columns = {
            "edition": np.repeat(list(editions.values()), sizes),
            **{name: rows[name] for name in self._pool.model.columns()},
            "figure": np.concatenate([told[file][1] for file in files]),
            "file": pa.array(files, pa.large_string()).take(pa.array(np.repeat(np.arange(len(files)), sizes))),
            "line": rows["line"],
        }
        return typed_frame(pa.table(columns), self._pool.model)


def read_topic(name: str, chapters: Collection[EditionFolder]) -> TopicFiles:
    """The topic `name` (`visitors`) of all editions."""
    days = {content.tables[name]: content.days for content in chapters}
    pool = stack_tables(days, TOPIC_MODELS[name])
    problems = [problem for table in days for problem in table.problems]
    problems += rival_claims.check_rival_claims(pool)
    figure = rival_claims.figure_mask(pool)
    faulty = {problem.file for problem in errors(problems)}
    sound = {position: days[table] for position, table in enumerate(pool.tables) if table.file not in faulty}
    held = {position: known for position, known in sound.items() if known}
    if name == "visitors":
        problems += _attendance(pool, figure, held)
    if name == "pavilions":
        problems += _named_stands(pool, figure, held)
    return TopicFiles(name, tuple(problems), pool, figure)


def _attendance(pool: StackedTables, figure: RowMask, held: Mapping[int, DateRange]) -> Iterator[Problem]:
    """Suspicions about the visitors of some editions; `held`: position of the table -> days."""
    counted = figure & pool.holds("audience", "all") & pool.holds("unit", "visitors") & ~pool.holds("value", "")
    counts = _by_table(pool, counted, held, "line", "first_day", "last_day", "until", "value")
    for position, days in held.items():
        numbers = [
            PeriodCount._make((*place, cell.convert_number(value))) for *place, value in counts.get(position, ())
        ]
        yield from plausibility.check_attendance(numbers, pool.tables[position].file, days)


def _named_stands(pool: StackedTables, figure: RowMask, held: Collection[int]) -> Iterator[Problem]:
    """Suspicions about the stands of some editions; `held` are the positions of their tables."""
    stand, every = pool.holds("kind", "stand"), pool.holds("pavilion", "all")
    named = _by_table(pool, stand & ~every, held, "pavilion")
    published = _by_table(pool, stand & every & figure & ~pool.holds("value", ""), held, "line", "value")
    for position, cells in published.items():
        numbers = [(line, cell.convert_number(value)) for line, value in cells]
        yield from plausibility.check_stand_count(
            len(set(named.get(position, ()))), numbers, pool.tables[position].file
        )


def _by_table(
    pool: StackedTables, mask: RowMask, positions: Collection[int], *columns: str
) -> dict[int, list[tuple[Any, ...]]]:
    """The cells of the columns in the rows under the mask, for those of the tables that have any."""
    rows = np.flatnonzero(mask & np.isin(pool.table, list(positions)))
    found: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for position, *cells in zip(pool.table[rows].tolist(), *(pool.texts(name, rows) for name in columns), strict=True):
        found[position].append(tuple(cells))
    return dict(found)
