#!/bin/sh
# WebKitGTK 2.50.6 (Debian's gir1.2-webkit2-4.1 2.50.6-1~deb12u2): in the text of an SVG the isolating marks of Unicode 6.3
# (U+2067 ... U+2069) are not obeyed, the embedding ones (U+202B ... U+202C) are. So "17 May" in Arabic, which a
# left-to-right drawing must put between marks, is read "May 17" with the marks that are recommended today.
#
# Seen (whether the leading number stands to the right of the word, as it must): isolate: no; embedding: yes.
#
# Needs Debian's python3-gi, gir1.2-gtk-3.0, gir1.2-webkit2-4.1 and xvfb. Fails when the behaviour changes.
set -eu
dpkg-query -W -f '${Package} ${Version}\n' gir1.2-webkit2-4.1 || exit 2
cat >"${TMPDIR:-/tmp}/webkit_svg_isolates.py" <<'PYTHON'
import json, sys
import gi
gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import GLib, Gtk, WebKit2

PAGE = """<!doctype html><meta charset=utf-8><svg width=600 height=300 font-size=20>
<text x="100" y="100">&#x2067;17 ماي&#x2069;</text><text x="100" y="200">&#x202b;17 ماي&#x202c;</text></svg>"""
ASK = """JSON.stringify([...document.querySelectorAll('text')].map(text => {
  const left = (from, to) => { const range = document.createRange(); range.setStart(text.firstChild, from)
    range.setEnd(text.firstChild, to); return range.getBoundingClientRect().left }
  return left(1, 3) > left(4, 7) }))"""
window, view = Gtk.OffscreenWindow(), WebKit2.WebView()
window.add(view); view.set_size_request(700, 600); window.show_all()

def loaded(view, event):
    if event == WebKit2.LoadEvent.FINISHED:
        GLib.timeout_add(500, lambda: view.evaluate_javascript(ASK, -1, None, None, None, answer) and False)

def answer(view, result):
    isolate, embedding = json.loads(view.evaluate_javascript_finish(result).to_string())
    print(f"the number stands on the right: isolate {isolate}, embedding {embedding}")
    sys.stdout.flush()
    window.code = 0 if embedding and not isolate else 1
    Gtk.main_quit()

view.connect("load-changed", loaded)
view.load_html(PAGE, "about:blank")
GLib.timeout_add(30000, Gtk.main_quit)
window.code = 1
Gtk.main()
sys.exit(window.code)
PYTHON
if [ -n "${DISPLAY:-}" ]; then exec /usr/bin/python3 "${TMPDIR:-/tmp}/webkit_svg_isolates.py"; fi
exec xvfb-run --auto-servernum /usr/bin/python3 "${TMPDIR:-/tmp}/webkit_svg_isolates.py"
