#!/bin/sh
# Text of an Arabic PDF, copied: brackets, quotation marks and the signs < and > come out as their opposites.
# In a line from the right "10 < 20" is drawn with the glyph of >, as Unicode's mirroring wants. WeasyPrint 70.0 and Typst
# 0.15.2 (both after HarfBuzz; Chromium 156 prints the same) note in the PDF the letter of the glyph, not of the text, and
# nobody writes /ActualText. PDFium, which is the reader in Chrome, turns the line round and keeps the letters.
#
#   original            الدورة (ماي) 10 < 20
#   pypdfium2 5.15.2    الدورة )ماي( 10 > 20        the order is right, every sign its opposite
#   poppler 22.12       الدورة (ماي) 20 < 10        brackets are right, the numbers have changed places
#
# Both say that 10 is greater than 20, or 20 less than 10.
# Expected: that what is copied from a PDF says what the PDF shows. Whoever writes "fewer than" in words is safe.
#
# Needs Debian's poppler-utils and fonts-dejavu-core. Fails when the behaviour changes.
set -eu
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check weasyprint==70.0 typst==0.15.2 pypdfium2==5.15.2
cp /usr/share/fonts/truetype/dejavu/DejaVuSans.ttf "$folder"
cd "$folder"
"$folder/env/bin/python" - <<'PYTHON'
import re
import subprocess

import pypdfium2
import typst
import weasyprint

TEXT = "الدورة (ماي) 10 < 20"
with open("line.typ", "w") as file:
    file.write(f'#set text(font: "DejaVu Sans", lang: "ar")\n#text("{TEXT}")')
STYLE = "@font-face{font-family:D;src:url(DejaVuSans.ttf)}p{font-family:D}"
documents = {
    "WeasyPrint": weasyprint.HTML(
        string=f"<html lang=ar dir=rtl><style>{STYLE}</style><p>{TEXT.replace('<', '&lt;')}</p>", base_url="."
    ).write_pdf(),
    "Typst": typst.compile("line.typ", font_paths=["."]),
}
ok = True
for name, data in documents.items():
    with open("line.pdf", "wb") as file:
        file.write(data)
    by_poppler = subprocess.check_output(["pdftotext", "line.pdf", "-"]).decode().strip()
    by_poppler = re.sub("[\u202a-\u202e]", "", by_poppler)  # it puts marks of direction around its runs
    by_pdfium = pypdfium2.PdfDocument(data)[0].get_textpage().get_text_bounded().strip()
    print(f"{name}: poppler {by_poppler} - PDFium {by_pdfium}")
    ok = ok and b"/ActualText" not in data and by_pdfium == TEXT.translate(str.maketrans("()<>", ")(><"))
    ok = ok and by_poppler == "الدورة (ماي) 20 < 10"
raise SystemExit(not ok)
PYTHON
