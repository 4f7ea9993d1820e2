#!/bin/sh
# librsvg 2.54.7 (Debian's librsvg2-bin 2.54.7+dfsg-1~deb12u2), which also draws the SVG files of wikis: a <tspan> inside an
# Arabic line of a left-to-right text (the default) puts what it holds on the wrong side. A line whose second half is red
# stands with the red half at the right, where the reader begins.
#
# Expected, and so in Chromium and resvg: the order of one run of Arabic letters does not depend on colours.
# Seen: red part right of the black one; with direction="rtl" on the text it stands left, as it must.
#
# Needs Debian's librsvg2-bin and a typeface with Arabic letters (fonts-dejavu-core). Fails when the behaviour changes.
set -eu
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
rsvg-convert --version
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check pillow==13.0.0
for direction in ltr rtl; do
  anchor=$([ "$direction" = ltr ] && echo end || echo start)
  cat >"$folder/$direction.svg" <<SVG
<svg xmlns="http://www.w3.org/2000/svg" width="400" height="60"><rect width="400" height="60" fill="white"/>
<text x="390" y="40" font-size="30" font-family="DejaVu Sans" direction="$direction" text-anchor="$anchor">ما <tspan fill="red">يناهز</tspan></text></svg>
SVG
  rsvg-convert "$folder/$direction.svg" -o "$folder/$direction.png"
done
cd "$folder"
"$folder/env/bin/python" - <<'PYTHON'
from PIL import Image


def red_is_left(file: str) -> bool:
    """Whether all that is red stands left of all that is black."""
    image = Image.open(file).convert("RGB")
    dots = [(x, image.getpixel((x, y))) for x in range(image.width) for y in range(image.height)]
    red = [x for x, (r, g, b) in dots if r > 200 and g < 80 and b < 80]
    black = [x for x, (r, g, b) in dots if r < 60 and g < 60 and b < 60]
    return max(red) < min(black)


ltr, rtl = red_is_left("ltr.png"), red_is_left("rtl.png")
print("the second word is left of the first: in a left-to-right text", ltr, "- in a right-to-left text", rtl)
raise SystemExit(ltr or not rtl)
PYTHON
