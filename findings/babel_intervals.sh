#!/bin/sh
# Babel 2.19.0 against Node.js 20 (ICU): the days of an event, asked for with the month in full (skeleton yMMMMd).
#
#                              Babel                        Node.js
#   fr_MA  17 and 21 May       17–21 mai 2023               17–21 mai 2023
#   fr_MA  12 and 16 July      12–16 juil. 2023             12–16 juillet 2023
#   fr_MA  29 June, 3 July     29 jui. – 3 juil. 2023       29 juin – 3 juillet 2023
#   en_GB  30 April, 4 May     30 Apr – 4 May 2023          30 April – 4 May 2023
#
# Expected: the month in full, as format_skeleton("yMMMMd") of the same library writes a single day. Seen: the language data
# have intervals for yMMMd only; Babel takes that nearest one and, unlike ICU, does not widen its month again. May shows
# nothing of it, since it is no shorter in French and English. With the weekday (yMMMMEEEEd) the weekday is shortened, too.
#
# It matters to whoever writes the days of an event in three languages: texts tried with a May edition are right, and with
# a June edition say "jui.", which a reader takes for July. In Arabic (ar_MA) nothing changes: its months have one form.
#
# Needs Node.js 20. Fails when the behaviour changes.
set -eu
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check babel==2.19.0
"$folder/env/bin/python" - <<'PYTHON'
import json
import subprocess
from datetime import date

from babel.dates import format_interval, format_skeleton

DAYS = [("2023-05-17", "2023-05-21"), ("2023-07-12", "2023-07-16"), ("2023-06-29", "2023-07-03"), ("2023-04-30", "2023-05-04")]
EXPECTED = {
    "fr_MA": ["17–21 mai 2023", "12–16 juil. 2023", "29 jui. – 3 juil. 2023", "30 avr. – 4 mai 2023"],
    "en_GB": ["17 – 21 May 2023", "12 – 16 Jul 2023", "29 Jun – 3 Jul 2023", "30 Apr – 4 May 2023"],
}
NODE = """
const [locale, days] = JSON.parse(process.argv[1])
const full = new Intl.DateTimeFormat(locale, { year: "numeric", month: "long", day: "numeric", timeZone: "UTC" })
console.log(JSON.stringify(days.map(([first, last]) => full.formatRange(new Date(first), new Date(last)))))
"""


def spaced(text: str) -> str:
    """The text with plain spaces, since the two write others around a dash."""
    return " ".join(text.split())


ok = True
for locale, expected in EXPECTED.items():
    asked = json.dumps([locale.replace("_", "-"), DAYS])
    by_node = [spaced(text) for text in json.loads(subprocess.check_output(["node", "-e", NODE, asked]))]
    by_babel = [
        spaced(format_interval(date.fromisoformat(first), date.fromisoformat(last), "yMMMMd", locale=locale)) for first, last in DAYS
    ]
    for babel, node in zip(by_babel, by_node, strict=True):
        print(f"{locale}  Babel: {babel:24} Node.js: {node}")
    ok = ok and by_babel == expected and by_node[0] == expected[0] and all(map(str.__ne__, by_babel[1:], by_node[1:]))
single, interval = (
    format_skeleton("yMMMMd", date(2023, 6, 29), locale="fr_MA"),
    format_interval(date(2023, 6, 14), date(2023, 6, 18), "yMMMMEEEEd", locale="fr_MA"),
)
print("a single day:", single, "- with weekdays:", interval)
raise SystemExit(not ok or single != "29 juin 2023" or "mer. 14" not in interval or "jui." not in interval)
PYTHON
