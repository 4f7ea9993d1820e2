#!/bin/sh
# pandas 3.1.1 with odfpy 1.4.1 reads an ODS file whose cells carry notes (what LibreOffice calls comments):
#
#   TRUE          True      with a note: False
#   14:00         14:00     with a note in Arabic: the whole file can't be read (DateParseError)
#   1.150.000, 17/05/2023, a text, an empty cell: the same with a note as without
#
# Expected: the same in all, since a note says nothing about the value, which stands in an attribute (office:boolean-value,
# office:time-value). Seen: for these two types pandas reads the text of the cell in place of the attribute, and the note's
# date and words are a part of it. python-calamine 0.9.1, the other engine of pandas, reads each as it is.
#
# It matters to a sheet that staff fill in and discuss by notes: a "TRUE" that somebody asks a question about turns into
# False without a word, and an hour with a question stops everybody's reading.
#
# Fails when the behaviour changes.
set -eu
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check pandas==3.1.1 odfpy==1.4.1 python-calamine==0.9.1
cd "$folder"
"$folder/env/bin/python" - <<'PYTHON'
import pandas
from odf.dc import Date
from odf.office import Annotation
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

CELLS = {
    "TRUE": {"valuetype": "boolean", "booleanvalue": "true"},
    "14:00": {"valuetype": "time", "timevalue": "PT14H00M00S"},
    "1.150.000": {"valuetype": "float", "value": "1150000"},
    "17/05/2023": {"valuetype": "date", "datevalue": "2023-05-17"},
    "text": {"valuetype": "string"},
    "": {},
}


def read(shown: str, with_note: bool, engine: str) -> str:
    """What pandas makes of one cell, or the name of its error."""
    cell, row, table, document = TableCell(**CELLS[shown]), TableRow(), Table(name="a"), OpenDocumentSpreadsheet()
    if with_note:
        note = Annotation()
        note.addElement(Date(text="2026-11-30T10:00:00"))
        note.addElement(P(text="\u0645\u0624\u0643\u062f\u061f"))
        cell.addElement(note)
    if shown:
        cell.addElement(P(text=shown))
    row.addElement(cell)
    row.addElement(TableCell(valuetype="float", value="1"))
    table.addElement(row)
    document.spreadsheet.addElement(table)
    document.save("a.ods")
    try:
        return str(pandas.read_excel("a.ods", engine=engine, header=None)[0][0])
    except ValueError as error:
        return type(error).__name__


changed = {}
for engine in ("odf", "calamine"):
    for shown in CELLS:
        without, with_note = read(shown, False, engine), read(shown, True, engine)
        print(f"{engine:8} {shown or 'empty':10} {without:20} with a note: {with_note}")
        if without != with_note:
            changed[engine, shown] = (without, with_note)
raise SystemExit(changed != {("odf", "TRUE"): ("True", "False"), ("odf", "14:00"): ("14:00:00", "DateParseError")})
PYTHON
