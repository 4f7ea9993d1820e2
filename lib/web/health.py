"""The state of the server, for monitoring: counts and codes that reveal nothing of the content of files."""

from __future__ import annotations

from dataclasses import asdict

from lib.export.rendering.chromium import shared_chromium
from lib.releases import ServedBook
from lib.web.kit_jobs import shared_kit_jobs


def read_health(live_archive: ServedBook) -> dict[str, object]:
    """The state of the archive with `kits_failed`, and with `reasons`, the codes of what is wrong.

    data_errors   the data folder has errors
    held_back     editions of it are not served
    edition_gone  the release that is served lacks an edition of the one before, and nobody has said why
    no_folder     the data folder does not answer
    no_store      the store of releases can't be read or written, or does not answer
    no_chromium   Chromium is missing, does not start, failed at its last work, or has ended by itself
    kit_failed    the last attempt to make a press kit failed
    """
    state, kits = live_archive.state(), shared_kit_jobs().failed
    wrong = {
        "data_errors": state.errors,
        "held_back": state.held_back,
        "edition_gone": state.gone,
        "no_folder": not state.folder,
        "no_store": not state.store,
        "no_chromium": shared_chromium().broken,
        "kit_failed": kits,
    }
    reasons = [code for code, found in wrong.items() if found]
    status = "degraded" if state.status == "ok" and reasons else state.status
    return asdict(state) | {"status": status, "kits_failed": kits, "reasons": reasons}
