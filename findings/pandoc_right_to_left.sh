#!/bin/sh
# Right to left on its way between HTML and Word. Pandoc 3.9 (pypandoc_binary 1.17) and mammoth 1.13.0, which content systems
# use to take in Word files.
#
# Word to HTML: of a paragraph that is right to left (w:bidi), its run (w:rtl) and a table from the right (w:bidiVisual),
#   pandoc keeps the run alone, as <span dir="rtl">: the paragraph's own direction and the order of columns are lost.
#   mammoth keeps none. Expected: dir="rtl" on paragraph and table.
# HTML to Word: `dir="rtl"` on <p> and <table> is lost. With the metadata dir=rtl every paragraph and run is right to
#   left, cells included, but the table is not: its first column stands at the left, in an Arabic document.
#
# Fails when the behaviour changes.
set -eu
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check pypandoc_binary==1.17 mammoth==1.13.0 python-docx==1.2.0
cd "$folder"
"$folder/env/bin/python" - <<'PYTHON'
import zipfile

import docx
import mammoth
import pypandoc
from docx.oxml import OxmlElement

document = docx.Document()
paragraph = document.add_paragraph()
paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
paragraph.add_run("\u0627\u0644\u0632\u0648\u0627\u0631: 1.150.000")._r.get_or_add_rPr().append(OxmlElement("w:rtl"))
table = document.add_table(1, 2)
table._tbl.tblPr.append(OxmlElement("w:bidiVisual"))
for cell, text in zip(table.row_cells(0), ("2023", "1.150.000"), strict=True):
    cell.text = text
document.save("in.docx")

by_pandoc = pypandoc.convert_file("in.docx", "html")
with open("in.docx", "rb") as file:
    by_mammoth = mammoth.convert_to_html(file).value
print("pandoc", pypandoc.get_pandoc_version(), by_pandoc, "mammoth: " + by_mammoth, sep="\n")

HTML = '<p dir="rtl" lang="ar">\u0627\u0644\u0632\u0648\u0627\u0631</p><table dir="rtl"><tr><td>2023</td><td>1.150.000</td></tr></table>'


def word_xml(*options: str) -> str:
    """The body of the Word file that pandoc makes of HTML."""
    pypandoc.convert_text(HTML, "docx", format="html", outputfile="out.docx", extra_args=options)
    return zipfile.ZipFile("out.docx").read("word/document.xml").decode()


plain, told = word_xml(), word_xml("--metadata", "dir=rtl", "--metadata", "lang=ar")
print("HTML to Word, as it is: bidi", "<w:bidi" in plain, "- with dir=rtl: bidi", "<w:bidi " in told, "bidiVisual", "bidiVisual" in told)
raise SystemExit(
    '<span dir="rtl">' not in by_pandoc
    or '<p dir="rtl"' in by_pandoc
    or '<table dir' in by_pandoc
    or "dir=" in by_mammoth
    or "<w:bidi" in plain
    or "<w:bidi " not in told
    or "bidiVisual" in told
)
PYTHON
