#!/bin/sh
# A calendar file carries the rule of its zone: Africa/Casablanca is at +00 since 20 September 2026 (VTIMEZONE). An event at
# 14:00 on 17 May 2027 is at 14:00 UTC. Read where the data of zones are older than that rule (tzdata 2025.2, and those in
# Node.js 20), it is at
#
#   ical.js 2.2.1 (npm), vobject 0.9.9       14:00 UTC
#   node-ical 0.26.1 (npm), icalendar 7.3.2   13:00 UTC
#
# Expected: 14:00, since RFC 5545 (3.2.19, 3.6.5) puts the rule into the file so that a reader need not know the zone. Seen:
# two of four look its name up in their own data and drop the rule. Called by a name that they don't know ("Rabat"), the
# same zone is read by its rule in both.
#
# It matters to a calendar of coming events in Morocco: the file is right, and some of those who subscribe to it come an hour
# early as long as their system is not updated. Times in UTC (14:00Z) are right in all four.
#
# Needs Node.js 20 and npm. Fails when the behaviour changes (also by newer zone data in Node.js).
set -eu
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check icalendar==7.3.2 vobject==0.9.9
"$folder/env/bin/pip" install --quiet --disable-pip-version-check --no-deps --target "$folder/zones" tzdata==2025.2
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund ical.js@2.2.1 node-ical@0.26.1
cat >read.mjs <<'NODE'
import { readFileSync } from "fs"
import ICAL from "ical.js"
import ical from "node-ical"

const text = readFileSync("event.ics", "utf8")
const event = new ICAL.Event(new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent("vevent"))
const [other] = Object.values(ical.sync.parseICS(text)).filter(each => each.type === "VEVENT")
console.log(JSON.stringify({ "ical.js": event.startDate.toJSDate(), "node-ical": other.start }))
NODE
PYTHONTZPATH="$folder/zones/tzdata/zoneinfo" TZ=UTC "$folder/env/bin/python" - <<'PYTHON'
import json
import subprocess
from datetime import UTC, datetime

import icalendar
import vobject

FILE = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//example//calendar//EN
BEGIN:VTIMEZONE
TZID:Africa/Casablanca
BEGIN:STANDARD
DTSTART:20260920T030000
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
UID:1@example.org
DTSTAMP:20261101T000000Z
DTSTART;TZID=Africa/Casablanca:20270517T140000
DTEND;TZID=Africa/Casablanca:20270517T150000
SUMMARY:Opening
END:VEVENT
END:VCALENDAR
"""


def read(text: str) -> dict[str, str]:
    """The hour in UTC at which each reader has the event begin."""
    text = text.replace("\n", "\r\n")
    with open("event.ics", "w", newline="") as file:
        file.write(text)
    found = {name: datetime.fromisoformat(start) for name, start in json.loads(subprocess.check_output(["node", "read.mjs"])).items()}
    found["vobject"] = vobject.readOne(text).vevent.dtstart.value
    found["icalendar"] = icalendar.Calendar.from_ical(text).walk("VEVENT")[0].start
    return {name: start.astimezone(UTC).strftime("%H:%M") for name, start in found.items()}


named, other = read(FILE), read(FILE.replace("Africa/Casablanca", "Rabat"))
in_utc = read(FILE.replace(";TZID=Africa/Casablanca:20270517T140000", ":20270517T140000Z").replace(";TZID=Africa/Casablanca", ""))
for name, hour in named.items():
    print(f"{name:10} Africa/Casablanca {hour}, a zone called Rabat {other[name]}, 14:00Z {in_utc[name]}")
old = {"ical.js": "14:00", "node-ical": "13:00", "vobject": "14:00", "icalendar": "13:00"}
raise SystemExit(named != old or {*other.values(), *in_utc.values()} != {"14:00"})
PYTHON
