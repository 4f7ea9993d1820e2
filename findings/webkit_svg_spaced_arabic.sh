#!/bin/sh
# WebKitGTK 2.50.6 (Debian's gir1.2-webkit2-4.1 2.50.6-1~deb12u2): as soon as WebKit has to place the letters of an SVG text one
# by one (`letter-spacing`, `textLength`, `rotate`, a `textPath`), an Arabic word is drawn with its letters unjoined and in
# reverse, the first one at the left.
#
# Expected: for `letter-spacing` on joined letters none at all (CSS Text 3, 8.2: spacing must not break joins), which
# is what Chromium and resvg draw; for the others at least the order from right to left, as Chromium keeps it.
# Seen, whether the first letter stands right of the last one: plain yes; letter-spacing, textLength, rotate no. With
# lengthAdjust="spacingAndGlyphs" yes: it stretches the line as a whole. The SVG interface is no help to find out:
# getExtentOfChar() says no for the plain line, too, which is drawn right; the rectangle of a Range says what is drawn.
#
# Needs Debian's python3-gi, gir1.2-gtk-3.0, gir1.2-webkit2-4.1 and xvfb. Fails when the behaviour changes.
set -eu
dpkg-query -W -f '${Package} ${Version}\n' gir1.2-webkit2-4.1 || exit 2
script=$(mktemp); trap 'rm -f "$script"' EXIT
cat >"$script" <<'PYTHON'
import json, sys
import gi
gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import GLib, Gtk, WebKit2

EXPECTED = {"": True, 'letter-spacing="3"': False, 'textLength="200"': False, 'rotate="10"': False,
            'textLength="200" lengthAdjust="spacingAndGlyphs"': True}
TEXTS = "".join(f'<text x="300" y="{40 * place}" text-anchor="end" {how}>يناهز</text>' for place, how in enumerate(EXPECTED, 1))
PAGE = f"<!doctype html><meta charset=utf-8><svg width=600 height=300 font-size=20>{TEXTS}</svg>"
ASK = """JSON.stringify([...document.querySelectorAll('text')].map(text => {
  const left = place => { const range = document.createRange(); range.setStart(text.firstChild, place)
    range.setEnd(text.firstChild, place + 1); return range.getBoundingClientRect().left }
  const last = text.textContent.length - 1
  return [left(0) > left(last), text.getExtentOfChar(0).x > text.getExtentOfChar(last).x] }))"""
window, view = Gtk.OffscreenWindow(), WebKit2.WebView()
window.add(view); view.set_size_request(700, 600); window.show_all()

def loaded(view, event):
    if event == WebKit2.LoadEvent.FINISHED:
        GLib.timeout_add(500, lambda: view.evaluate_javascript(ASK, -1, None, None, None, answer) and False)

def answer(view, result):
    seen = json.loads(view.evaluate_javascript_finish(result).to_string())
    for how, (drawn, told) in zip(EXPECTED, seen):
        print(f"the first letter stands right of the last: {drawn!s:5} by getExtentOfChar: {told!s:5} {how or 'plain'}", flush=True)
    window.code = 0 if [drawn for drawn, _ in seen] == list(EXPECTED.values()) and not seen[0][1] else 1
    Gtk.main_quit()

view.connect("load-changed", loaded)
view.load_html(PAGE, "about:blank")
GLib.timeout_add(30000, Gtk.main_quit)
window.code = 1
Gtk.main()
sys.exit(window.code)
PYTHON
if [ -n "${DISPLAY:-}" ]; then /usr/bin/python3 "$script"; else xvfb-run --auto-servernum /usr/bin/python3 "$script"; fi
