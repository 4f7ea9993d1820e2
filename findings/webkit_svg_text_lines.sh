#!/bin/sh
# WebKitGTK 2.50.6 (Debian's gir1.2-webkit2-4.1 2.50.6-1~deb12u2): the lines of one SVG <text>, each a <tspan> with x and
# y of its own, are laid out as one line of words if one of them is in a right-to-left script, and then cut at the wrong
# letters: a part of the number in the second line is drawn at the height of the first. One <text> a line
# is drawn right. Expected from the specification, and seen in Chromium 156:
# each line whole at its y. It is how Plotly writes every label with <br>.
#
# Seen (letters' heights of the number "1.150.000" whose line is at y=200, 20 px letters):
#   one text, two lines: the number spans 124 px: torn
#   a text each:         the number spans 24 px: whole
#
# Needs Debian's python3-gi, gir1.2-gtk-3.0, gir1.2-webkit2-4.1 and xvfb. Fails when the behaviour changes.
set -eu
dpkg-query -W -f '${Package} ${Version}\n' gir1.2-webkit2-4.1 || exit 2
cat >"${TMPDIR:-/tmp}/webkit_svg_text_lines.py" <<'PYTHON'
import json, sys
import gi
gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import GLib, Gtk, WebKit2

PAGE = """<!doctype html><meta charset=utf-8><svg width=600 height=500 font-size=20>
<text id=one><tspan x="300" y="100">ما يناهز</tspan><tspan x="300" y="200" class=number>1.150.000</tspan></text>
<text x="300" y="300">ما يناهز</text><text x="300" y="400" class=number>1.150.000</text></svg>"""
ASK = """JSON.stringify([...document.querySelectorAll('.number')].map(line => {
  const range = document.createRange(); range.selectNodeContents(line.firstChild)
  return Math.round(range.getBoundingClientRect().height) }))"""
window, view = Gtk.OffscreenWindow(), WebKit2.WebView()
window.add(view); view.set_size_request(700, 600); window.show_all()

def loaded(view, event):
    if event == WebKit2.LoadEvent.FINISHED:
        GLib.timeout_add(500, lambda: view.evaluate_javascript(ASK, -1, None, None, None, answer) and False)

def answer(view, result):
    torn, whole = json.loads(view.evaluate_javascript_finish(result).to_string())
    print(f"one text, two lines: the number spans {torn} px; a text each: {whole} px")
    sys.stdout.flush()
    window.code = 0 if torn > 80 and whole < 40 else 1
    Gtk.main_quit()

view.connect("load-changed", loaded)
view.load_html(PAGE, "about:blank")
GLib.timeout_add(30000, Gtk.main_quit)
window.code = 1
Gtk.main()
sys.exit(window.code)
PYTHON
if [ -n "${DISPLAY:-}" ]; then exec /usr/bin/python3 "${TMPDIR:-/tmp}/webkit_svg_text_lines.py"; fi
exec xvfb-run --auto-servernum /usr/bin/python3 "${TMPDIR:-/tmp}/webkit_svg_text_lines.py"
