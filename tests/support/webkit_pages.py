"""Evaluate JavaScript in WebKitGTK: webkit_pages.py READY QUESTION WIDTH HEIGHT [FOLDER] < addresses, one a line.

READY and QUESTION are JavaScript expressions. Once READY is true, the value of QUESTION is printed as JSON, one line
per page. A page that is not ready in time prints null; a QUESTION that throws ends the program. With FOLDER, a
screenshot of each page is saved there: 0.png, …

It runs in the system's own Python with Debian's packages python3-gi, python3-gi-cairo, gir1.2-gtk-3.0 and
gir1.2-webkit2-4.1, and needs a display (xvfb).
"""

import sys
from pathlib import Path

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import GLib, Gtk, WebKit2  # noqa: E402

PAUSE, TRIES = 100, 300  # milliseconds between two checks of a page, and the most checks

ready, question, width, height = sys.argv[1:5]
folder = Path(sys.argv[5]) if len(sys.argv) > 5 else None
addresses = sys.stdin.read().split()


class Visitor:
    """Visits one page after the other."""

    def __init__(self) -> None:
        self.page, self.tries = -1, 0
        self.view = WebKit2.WebView()
        self.view.get_settings().set_hardware_acceleration_policy(WebKit2.HardwareAccelerationPolicy.NEVER)
        self.view.set_size_request(int(width), int(height))
        self.window = Gtk.OffscreenWindow()
        self.window.set_default_size(int(width), int(height))
        self.window.add(self.view)
        self.window.show_all()
        self.view.connect("load-changed", self.loaded)
        self.visit()

    def visit(self) -> None:
        self.page, self.tries = self.page + 1, 0
        if self.page == len(addresses):
            Gtk.main_quit()
            return
        self.view.load_uri(addresses[self.page])

    def loaded(self, _: WebKit2.WebView, event: WebKit2.LoadEvent) -> None:
        if event == WebKit2.LoadEvent.FINISHED:
            GLib.timeout_add(PAUSE, self.look)

    def look(self) -> bool:
        self.view.evaluate_javascript(f"Boolean({ready})", -1, None, None, None, self.looked)
        return False

    def looked(self, view: WebKit2.WebView, result: object) -> None:
        self.tries += 1
        if view.evaluate_javascript_finish(result).to_boolean():
            view.evaluate_javascript(f"JSON.stringify({question})", -1, None, None, None, self.answered)
        elif self.tries < TRIES:
            GLib.timeout_add(PAUSE, self.look)
        else:
            print("null", flush=True)
            self.visit()

    def answered(self, view: WebKit2.WebView, result: object) -> None:
        try:
            answer = view.evaluate_javascript_finish(result)
        except GLib.Error as error:  # QUESTION threw: no later page would ever be visited
            sys.exit(f"{addresses[self.page]}: {error.message}")
        print(answer.to_string(), flush=True)
        if folder:
            view.get_snapshot(WebKit2.SnapshotRegion.VISIBLE, WebKit2.SnapshotOptions.NONE, None, self.photographed)
        else:
            self.visit()

    def photographed(self, view: WebKit2.WebView, result: object) -> None:
        assert folder
        view.get_snapshot_finish(result).write_to_png(str(folder / f"{self.page}.png"))
        self.visit()


Visitor()
Gtk.main()
