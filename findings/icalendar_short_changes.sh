#!/bin/sh
# icalendar 7.3.2: the VTIMEZONE that add_missing_timezones() writes for an event can say another offset than the event has.
# It looks for changes of the clock in steps of 64 days and so steps over some that last shorter. Morocco's clock, at
# +01 from 2018 to 2026, went to +00 for Ramadan, some 35 days: of the eight from 2019 on, those of 2019 and 2024 are missing.
# An event at 14:00 on 20 March 2024 is at 14:00 UTC. A reader that obeys the VTIMEZONE, as RFC 5545 tells it to (here
# python-dateutil 2.9.0.post0), puts it at 13:00 UTC; one that knows the zone's name (icalendar itself) does not.
#
# Expected: the event's own offset is among those that are written with it. With first_date and last_date around the
# event it is missing, too. Fails when the behaviour changes.
set -eu
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check icalendar==7.3.2 tzdata==2026.6 python-dateutil==2.9.0.post0
PYTHONTZPATH="" "$folder/env/bin/python" - <<'PYTHON'
import io
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
from dateutil.tz import tzical

ZONE = ZoneInfo("Africa/Casablanca")
RAMADANS = [datetime(*day, 14) for day in (
    (2019, 5, 20), (2020, 5, 10), (2021, 4, 25), (2022, 4, 15), (2023, 4, 5), (2024, 3, 20), (2025, 3, 10), (2026, 3, 1))]


def written(day: datetime, **bounds: date) -> timedelta | None:
    """The offset that a reader takes from the VTIMEZONE of a calendar with one event."""
    calendar, event = icalendar.Calendar(), icalendar.Event()
    event.add("dtstart", day.replace(tzinfo=ZONE))
    calendar.add_component(event)
    calendar.add_missing_timezones(**bounds)
    return tzical(io.StringIO(calendar.timezones[0].to_ical().decode())).get().utcoffset(day)


wrong = []
for day in RAMADANS:
    own, read = day.replace(tzinfo=ZONE).utcoffset(), written(day)
    print(day.date(), "own offset", own, "- in the VTIMEZONE", read)
    if own != read:
        wrong.append(day.year)
near = written(datetime(2024, 3, 20, 14), first_date=date(2024, 1, 1), last_date=date(2024, 12, 31))
print("2024 with bounds around it:", near, "- wrong years:", wrong)
raise SystemExit(wrong != [2019, 2024] or near != timedelta(hours=1))
PYTHON
