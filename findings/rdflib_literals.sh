#!/bin/sh
# rdflib 7.6.0 reads what is equal for it as one statement, and reads numbers of JSON-LD otherwise than its rules say.
#
# 1. Turtle: a date with a time zone ("2023-05-17+01:00"^^xsd:date) is kept without it, so that two statements, with the
#    zone and without, become one. A duration of 26 hours is written as a day and two hours.
#    Expected: that lexical forms are normalised where the value is the same ("007" is 7; documented). A date in a zone is
#    another value than a date without one (XML Schema 1.1 part 2, 3.3.9).
# 2. JSON-LD: the number 1150000.0 has no fraction, so it is an xsd:integer (JSON-LD 1.1 API, 8.2.2). PyLD 3.3.0 says
#    "1150000"^^xsd:integer, rdflib "1150000.0"^^xsd:double. Whoever joins the graphs of the two finds nothing.
# 3. JSON-LD: "@direction": "rtl" is dropped without a word; PyLD keeps it when it is told how (rdfDirection).
#
# Fails when the behaviour changes.
set -eu
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check rdflib==7.6.0 PyLD==3.3.0
"$folder/env/bin/python" - <<'PYTHON'
import json

import rdflib
from pyld import jsonld

TURTLE = """@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<urn:a> <urn:day> "2023-05-17"^^xsd:date, "2023-05-17+01:00"^^xsd:date ; <urn:length> "PT26H"^^xsd:duration ."""
DOCUMENT = {
    "@context": {"@vocab": "urn:", "name": {"@language": "ar", "@direction": "rtl"}},
    "@id": "urn:a",
    "visitors": 1150000.0,
    "name": "\u0641\u0627\u0633",
}
graph = rdflib.Graph().parse(data=TURTLE, format="turtle")
days = [str(day) for day in graph.objects(predicate=rdflib.URIRef("urn:day"))]
[length] = [str(length) for length in graph.objects(predicate=rdflib.URIRef("urn:length"))]
print("days:", days, "- length:", length)

by_rdflib = rdflib.Graph().parse(data=json.dumps(DOCUMENT), format="json-ld").serialize(format="nt")
by_pyld = jsonld.to_rdf(DOCUMENT, {"format": "application/n-quads", "rdfDirection": "i18n-datatype"})
print(by_rdflib, by_pyld, sep="\n")
raise SystemExit(
    days != ["2023-05-17"]
    or length != "P1DT2H"
    or '"1150000.0"^^<http://www.w3.org/2001/XMLSchema#double>' not in by_rdflib
    or '"1150000"^^<http://www.w3.org/2001/XMLSchema#integer>' not in by_pyld
    or "rtl" in by_rdflib
    or "i18n#ar_rtl" not in by_pyld
)
PYTHON
