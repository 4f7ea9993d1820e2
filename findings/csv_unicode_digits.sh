#!/bin/sh
# A column of a CSV file with Arabic-Indic digits (١١٥٠), and one with an underscore (1_150), in what reads and checks tables.
#
#   frictionless 5.21.0   integer: both are valid, and 1150. As number: the same
#   csvw 4.1.1            integer: both are valid, and 1150
#   agate 1.14.2          both are numbers
#   pandas 3.1.1, pyarrow 26.0.1, duckdb 2.0.1   text
#   polars 2.1.0          ١١٥٠ is inferred to be an integer, and then the file can't be read at all (ComputeError). What its
#                         message advises (a longer infer_schema_length) changes nothing; 1_150 is text
#
# Expected: an integer of Table Schema and of CSV on the Web is [-+]?[0-9]+ (XML Schema 1.1 part 2, 3.4.13). Both validators
# take what Python's int() takes. So a file that they call valid is text for pandas, and an error for polars.
#
# Fails when the behaviour changes.
set -eu
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check frictionless==5.21.0 csvw==4.1.1 agate==1.14.2 pandas==3.1.1 \
  pyarrow==26.0.1 duckdb==2.0.1 polars==2.1.0
cd "$folder"
"$folder/env/bin/python" - <<'PYTHON'
import json
import warnings

import agate
import csvw
import duckdb
import pandas
import polars
import pyarrow.csv
from frictionless import Resource, Schema

warnings.simplefilter("ignore")
SCHEMA = Schema.from_descriptor({"fields": [{"name": "a", "type": "integer"}, {"name": "b", "type": "string"}]})
COLUMNS = [{"titles": "a", "name": "a", "datatype": "integer"}, {"titles": "b", "name": "b"}]
READERS = {
    "frictionless": lambda: Resource(path="a.csv", schema=SCHEMA).read_rows()[0]["a"],
    "csvw": lambda: list(csvw.CSVW("a.csv-metadata.json").tables[0])[0]["a"],
    "agate": lambda: int(agate.Table.from_csv("a.csv").columns["a"][0]),
    "pandas": lambda: pandas.read_csv("a.csv")["a"][0],
    "pyarrow": lambda: pyarrow.csv.read_csv("a.csv")["a"][0].as_py(),
    "duckdb": lambda: duckdb.connect().execute("select a from read_csv('a.csv', header=true)").fetchall()[0][0],
    "polars": lambda: polars.read_csv("a.csv", infer_schema_length=None)["a"][0],
}
with open("a.csv-metadata.json", "w") as file:
    json.dump({"@context": "http://www.w3.org/ns/csvw", "url": "a.csv", "tableSchema": {"columns": COLUMNS}}, file)
ok = True
for written in ("١١٥٠", "1_150"):
    with open("a.csv", "w") as file:
        file.write(f"a,b\n{written},x\n")
    seen = {}
    for name, read in READERS.items():
        try:
            seen[name] = read()
        except Exception as error:
            seen[name] = type(error).__name__
    print(written, {name: (value if isinstance(value, str) else int(value)) for name, value in seen.items()})
    ok = ok and seen["frictionless"] == seen["csvw"] == seen["agate"] == 1150
    ok = ok and seen["pandas"] == seen["pyarrow"] == seen["duckdb"] == written
    ok = ok and seen["polars"] == ("ComputeError" if written == "١١٥٠" else written)
with open("a.csv", "w") as file:
    file.write("a,b\n١١٥٠,x\n")
report = Resource(path="a.csv", schema=SCHEMA).validate()
print("frictionless calls it valid:", report.valid)
raise SystemExit(not ok or not report.valid)
PYTHON
