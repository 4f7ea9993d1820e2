#!/bin/sh
# Kaleido 1.5.0 with Plotly 7.1.0: the page in which charts are drawn loads plotly.js from the installed package; where the
# file is not found under the name that Kaleido expects, the page loads it from https://cdn.plot.ly instead, without an
# error. A server that must contact no other host, and one without a network, learns of it by a time-out.
#
# Expected: an error that names the missing file. Seen: a script address of the content network in the page.
set -eu
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check kaleido==1.5.0 plotly==7.1.0
"$folder/env/bin/python" - <<'PYTHON'
from importlib.util import find_spec
from pathlib import Path

import kaleido

script = Path(find_spec("plotly").origin).parent / "package_data" / "plotly.min.js"
before = kaleido.PageGenerator(mathjax=False).generate_index()
script.rename(script.with_name("plotly-renamed.min.js"))
after = kaleido.PageGenerator(mathjax=False).generate_index()
print("with the file:", "cdn.plot.ly" in before, "- without it:", "cdn.plot.ly" in after)
raise SystemExit("cdn.plot.ly" in before or "cdn.plot.ly" not in after)
PYTHON
