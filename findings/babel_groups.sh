#!/bin/sh
# Babel 2.19.0 against Node.js 20 (ICU 78): how 1150000.5 is written.
#
#            Babel 2.18.0     Babel 2.19.0      Node.js
#   fr_CH    1 150 000,5      1150000,5         1 150 000,5     (U+202F)
#   de_CH    1’150’000.5      1150000.5         1'150'000.5
#   fr_MA    1 150 000,5      1 150 000,5       1.150.000,5
#
# 1. Swiss and Liechtenstein numbers have lost their groups in Babel 2.19.0: the language data now separate them by an ASCII
#    apostrophe (U+0027), and NumberPattern.apply takes that sign out of the finished number as the quote of a pattern.
#    Expected: that a new version of the data changes the sign, not whether there is one.
# 2. For the French of Morocco ICU groups with a full stop, Babel has no entry of its own and takes that of France. So a
#    page whose server writes with Babel and whose script writes with Intl has both, side by side.
#
# Needs Node.js 20. Fails when the behaviour changes.
set -eu
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
for version in 2.18.0 2.19.0; do
  python3 -m venv "$folder/$version"
  "$folder/$version/bin/pip" install --quiet --disable-pip-version-check "babel==$version"
  "$folder/$version/bin/python" -c '
from babel.numbers import format_decimal
for locale in ("fr_CH", "de_CH", "it_CH", "de_LI", "fr_MA"): print(locale, ascii(format_decimal(1150000.5, locale=locale)))
' >"$folder/$version.txt"
  echo "Babel $version:"; cat "$folder/$version.txt"
done
echo "Node.js $(node --version), ICU $(node -p process.versions.icu):"
node -e '
for (const locale of ["fr-CH", "de-CH", "it-CH", "de-LI", "fr-MA"])
  console.log(locale, new Intl.NumberFormat(locale).format(1150000.5).replace(/[\u2000-\u206f]/g, sign => "\\u" + sign.charCodeAt(0).toString(16)))
' | tee "$folder/node.txt"
cd "$folder"
grep -qF "fr_CH '1\\u202f150\\u202f000,5'" 2.18.0.txt
grep -qF "de_CH '1\\u2019150\\u2019000.5'" 2.18.0.txt
for locale in de_CH it_CH de_LI; do grep -qF "$locale '1150000.5'" 2.19.0.txt; done
grep -qF "fr_CH '1150000,5'" 2.19.0.txt
grep -qF "fr_MA '1\\u202f150\\u202f000,5'" 2.19.0.txt
grep -qF "fr-MA 1.150.000,5" node.txt
grep -qF "de-CH 1'150'000.5" node.txt
