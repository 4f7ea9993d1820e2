#!/bin/sh
# Tables that are right to left, on slides and in texts. LibreOffice 7.4.7 (Debian 12), python-pptx 1.0.2, python-docx 1.2.0.
#
# A table of a slide says that it runs from the right: rtl="1" on a:tblPr (ECMA-376, part 1, 21.1.3.15). LibreOffice Impress
# draws its first column at the left all the same. The same table in a Word file (w:bidiVisual) has it at the right in
# LibreOffice Writer. Expected: both at the right.
#
# Fails when the behaviour changes. Needs soffice and pdftotext (libreoffice-impress, libreoffice-writer, poppler-utils).
set -eu
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check python-pptx==1.0.2 python-docx==1.2.0
cd "$folder"
"$folder/env/bin/python" - <<'PYTHON'
import os
import re
import subprocess

import docx
import pptx
from docx.oxml import OxmlElement
from pptx.util import Cm

slides = pptx.Presentation()
slide = slides.slides.add_slide(slides.slide_layouts[6])
table = slide.shapes.add_table(1, 2, Cm(2), Cm(2), Cm(16), Cm(2)).table
table._tbl.tblPr.set("rtl", "1")
table.cell(0, 0).text, table.cell(0, 1).text = "first", "second"
slides.save("slide.pptx")

text = docx.Document()
columns = text.add_table(1, 2)
columns._tbl.tblPr.append(OxmlElement("w:bidiVisual"))
columns.cell(0, 0).text, columns.cell(0, 1).text = "first", "second"
text.save("text.docx")


def lefts(name: str) -> dict[str, float]:
    """Where each word begins on the printed page, in points from the left."""
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{os.getcwd()}/home", "--headless", "--convert-to", "pdf", name],
        check=True, capture_output=True,
    )
    subprocess.run(["pdftotext", "-bbox", name.rsplit(".", 1)[0] + ".pdf", "words.html"], check=True)
    words = re.findall(r'xMin="([\d.]+)"[^>]*>(first|second)<', open("words.html").read())
    return {word: float(left) for left, word in words}


version = subprocess.run(["soffice", "--version"], check=True, capture_output=True, text=True).stdout.split()[1]
on_slide, in_text = lefts("slide.pptx"), lefts("text.docx")
print("LibreOffice", version, "- lefts on the slide:", on_slide, "- in the text:", in_text)
raise SystemExit(not (on_slide["first"] < on_slide["second"] and in_text["first"] > in_text["second"]))
PYTHON
