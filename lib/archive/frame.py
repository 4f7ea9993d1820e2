"""Frame: columns of text as a pandas frame with the types of their model."""

from collections.abc import Callable
from datetime import date
from typing import Any, get_args

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from lib.archive import cell
from lib.archive.row_models import RowModel

DTYPES = {pa.large_string(): pd.StringDtype(), pa.float64(): pd.Float64Dtype(), pa.int64(): pd.Int64Dtype()}


def typed_frame(rows: pa.Table, model: type[RowModel]) -> pd.DataFrame:
    """The rows with the types of their model: days datetime64[us], numbers Float64 or Int64, all else string. Empty
    cells are missing values.

    Columns that the model doesn't know (`line`) come as they are, as Int64, string or bool.
    """
    columns = {name: rows[name].combine_chunks() for name in rows.column_names}
    for name, field in model.model_fields.items():
        columns[name] = _typed(columns[name], {field.annotation, *get_args(field.annotation)})
    frame: pd.DataFrame = pa.table(columns).to_pandas(types_mapper=DTYPES.get)
    return frame


def _typed(texts: pa.Array, kinds: set[Any]) -> pa.Array:
    """A column of text as the type that is among `kinds`."""
    if date in kinds:
        return _converted(texts, cell.parse_day, pa.date32()).cast(pa.timestamp("us"))
    if float in kinds:
        return _converted(texts, cell.convert_number, pa.float64())
    if int in kinds:
        return _converted(texts, lambda text: int(cell.convert_number(text)), pa.int64())
    return pc.if_else(pc.equal(texts, ""), None, texts)


def _converted(texts: pa.Array, convert: Callable[[str], object], kind: pa.DataType) -> pa.Array:
    """Each different text converted once."""
    coded = texts.dictionary_encode()
    values = [convert(text) if text else None for text in coded.dictionary.to_pylist()]
    return pa.array(values, kind).take(coded.indices)
