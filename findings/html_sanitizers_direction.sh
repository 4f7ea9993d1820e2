#!/bin/sh
# An Arabic text with numbers in HTML says its direction by `dir` and `<bdi>`. What a feed reader, a content system or a
# reading view leaves of the two, with the default settings of each:
#
#                                            dir on <p>   <bdi>   dir on <bdi>
#   nh3 0.3.8 (ammonia)                      no           yes     no
#   feedparser 6.0.14                        yes          no      -
#   lxml_html_clean 0.4.6                    yes          no      -
#   sanitize-html 2.17.5 (npm)               no           yes     no
#   xss 1.0.17 (npm)                         no           yes     yes
#   rehype-sanitize 6.0.0 (npm)              yes          no      -
#   dompurify 3.5.0 (npm)                    yes          yes     yes
#
# Expected: an attribute and an element that only order letters pass everywhere. Seen: apart from DOMPurify no sanitizer
# keeps both, and no single one of the two passes everywhere. What passes all seven are the Unicode marks, as letters of the text.
# `xss` also shows <time> as text, since its list of elements ends with HTML 4 and a few of HTML 5.
#
# Needs Python, Node.js 20 and npm. Fails when the behaviour changes.
set -eu
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check nh3==0.3.8 feedparser==6.0.14 lxml==6.1.3 lxml_html_clean==0.4.6
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund sanitize-html@2.17.5 xss@1.0.17 rehype-sanitize@6.0.0 \
  rehype-parse@9.0.1 rehype-stringify@10.0.1 unified@11.0.5 dompurify@3.5.0 jsdom@29.1.1
cat >sanitize.mjs <<'NODE'
import createDOMPurify from "dompurify"
import { JSDOM } from "jsdom"
import rehypeParse from "rehype-parse"
import rehypeSanitize from "rehype-sanitize"
import rehypeStringify from "rehype-stringify"
import sanitizeHtml from "sanitize-html"
import { unified } from "unified"
import xss from "xss"

const markup = process.argv[2]
const rehype = unified().use(rehypeParse, { fragment: true }).use(rehypeSanitize).use(rehypeStringify)
console.log(JSON.stringify({
  "sanitize-html": sanitizeHtml(markup),
  xss: xss(markup),
  "rehype-sanitize": String(await rehype.process(markup)),
  dompurify: createDOMPurify(new JSDOM("").window).sanitize(markup),
}))
NODE
"$folder/env/bin/python" - <<'PYTHON'
import html
import json
import subprocess

import feedparser
import nh3
from lxml_html_clean import clean_html

MARKUP = '<p dir="rtl" lang="ar">\u0641\u0627\u0633\u2067\u2069 <bdi dir="ltr">2,300</bdi> <time datetime="2023-05-17">17</time></p>'
FEED = f"""<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>t</title><id>urn:t</id>
<updated>2023-05-17T00:00:00Z</updated><entry><title>e</title><id>urn:e</id><updated>2023-05-17T00:00:00Z</updated>
<content type="html">{html.escape(MARKUP)}</content></entry></feed>"""
EXPECTED = {
    "nh3": (False, True, False),
    "feedparser": (True, False, False),
    "lxml_html_clean": (True, False, False),
    "sanitize-html": (False, True, False),
    "xss": (False, True, True),
    "rehype-sanitize": (True, False, False),
    "dompurify": (True, True, True),
}
found = {
    "nh3": nh3.clean(MARKUP),
    "feedparser": feedparser.parse(FEED).entries[0].content[0].value,
    "lxml_html_clean": clean_html(MARKUP),
    **json.loads(subprocess.check_output(["node", "sanitize.mjs", MARKUP])),
}
seen = {}
for name, markup in found.items():
    seen[name] = ('dir="rtl"' in markup, "<bdi" in markup, '<bdi dir="ltr"' in markup)
    print(f"{name:16} dir on <p> {seen[name][0]!s:5}  <bdi> {seen[name][1]!s:5}  dir on <bdi> {seen[name][2]!s:5}")
marks = all("\u2067\u2069" in markup for markup in found.values())
shown = "&lt;time" in found["xss"]
print("Unicode marks pass everywhere:", marks, "- xss shows <time> as text:", shown)
raise SystemExit(seen != EXPECTED or not marks or not shown)
PYTHON
