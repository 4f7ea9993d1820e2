"""Commands of the DevTools protocol (chromedevtools.github.io/devtools-protocol) to a page of the browser."""

from __future__ import annotations

import base64
from typing import Any

from choreographer import Tab

PIXELS_PER_INCH = 96  # CSS pixels per inch


async def tell_page(page: Tab, command: str, **parameters: object) -> dict[str, Any]:
    """Send a command of the DevTools protocol. Raises RuntimeError if it fails."""
    answer = await page.send_command(command, params=parameters)
    if "error" in answer:
        raise RuntimeError(f"{command}: {answer['error']}")
    result: dict[str, Any] = answer["result"]
    return result


async def run_script(page: Tab, script: str) -> None:
    """Run a script in a page and wait for the promise that it ends in. Raises RuntimeError."""
    done = await tell_page(page, "Runtime.evaluate", expression=script, awaitPromise=True)
    if "exceptionDetails" in done:
        raise RuntimeError(f"a script failed: {done['exceptionDetails']}")


async def open_document(page: Tab, html: str) -> None:
    """Put a document in the place of what a page shows. Raises RuntimeError."""
    frame = (await tell_page(page, "Page.getFrameTree"))["frameTree"]["frame"]["id"]
    await tell_page(page, "Page.setDocumentContent", frameId=frame, html=html)


async def print_page(page: Tab, width: float, height: float, **options: object) -> bytes:
    """Print a page as PDF on sheets of `width` by `height` CSS pixels. Raises RuntimeError."""
    sheet = {"paperWidth": width / PIXELS_PER_INCH, "paperHeight": height / PIXELS_PER_INCH}
    margins = {f"margin{side}": 0 for side in ("Top", "Bottom", "Left", "Right")}
    printed = await tell_page(page, "Page.printToPDF", printBackground=True, **sheet, **margins, **options)
    return base64.b64decode(printed["data"])
