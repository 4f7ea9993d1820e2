#!/bin/sh
# An Atom entry whose summary is type="xhtml" and holds a number that is kept from its Arabic surroundings:
#
#   <div xmlns="http://www.w3.org/1999/xhtml" dir="rtl">nearly <bdi>1.150.000</bdi> visitors in <bdi>2023</bdi></div>
#
# What readers make of it (the texts here in English, in the order in which they are read):
#
#   rss-parser 3.13.0 (npm)                "nearly  visitors in 1.150.0002023": all words first, then all marked parts
#   @extractus/feed-extractor 8.0.3 (npm)  nothing: the summary is empty
#   atoma 0.0.17 (PyPI)                    nothing: None
#   feedsmith 3.0.1, feedparser 2.6.0 (npm), feedparser 6.0.14 (PyPI), htmlparser2 12.0.0 (npm)   the sentence
#
# Expected: the sentence, with or without its markup. None of the three says that it can't read xhtml. The same markup
# escaped, as type="html", is the sentence for all seven.
#
# It matters to a feed of figures: type="xhtml" looks like the safer one, since it can't hold broken markup, but the number
# leaves its sentence, and two numbers become one.
#
# Needs Node.js 20 and npm. Fails when the behaviour changes.
set -eu
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check feedparser==6.0.14 atoma==0.0.17
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund rss-parser@3.13.0 feedsmith@3.0.1 feedparser@2.6.0 \
  @extractus/feed-extractor@8.0.3 htmlparser2@12.0.0
cat >read.mjs <<'NODE'
import { readFileSync } from "fs"
import { extractFromXml } from "@extractus/feed-extractor"
import FeedParser from "feedparser"
import { parseFeed as parseByFeedsmith } from "feedsmith"
import { parseFeed as parseByHtmlparser2 } from "htmlparser2"
import RssParser from "rss-parser"

const feed = readFileSync("feed.xml", "utf8")
const byFeedParser = await new Promise((resolve, reject) => {
  const parser = new FeedParser()
  parser.on("error", reject).on("readable", () => resolve(parser.read().summary)).end(feed)
})
console.log(JSON.stringify({
  "rss-parser": (await new RssParser().parseString(feed)).items[0].summary,
  "feed-extractor": extractFromXml(feed).entries[0].description,
  feedsmith: parseByFeedsmith(feed).feed.entries[0].summary.value,
  "feedparser (npm)": byFeedParser,
  htmlparser2: parseByHtmlparser2(feed, { xmlMode: true }).items[0].description,
}))
NODE
"$folder/env/bin/python" - <<'PYTHON'
import html
import json
import re
import subprocess

import atoma
import feedparser

DIV = '<div xmlns="http://www.w3.org/1999/xhtml" dir="rtl">nearly <bdi>1.150.000</bdi> visitors in <bdi>2023</bdi></div>'
SENTENCE = "nearly 1.150.000 visitors in 2023"


def read(summary: str) -> dict[str, str]:
    """The words of the summary as each reader has them, without markup."""
    feed = f"""<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ar"><title>t</title>
<id>urn:t</id><updated>2023-05-17T00:00:00Z</updated><author><name>a</name></author><entry><title>e</title><id>urn:e</id>
<updated>2023-05-17T00:00:00Z</updated><link href="https://example.org/1"/>{summary}</entry></feed>"""
    with open("feed.xml", "w") as file:
        file.write(feed)
    [entry] = atoma.parse_atom_bytes(feed.encode()).entries
    found = json.loads(subprocess.check_output(["node", "read.mjs"]))
    found["atoma"] = entry.summary.value if entry.summary else ""
    found["feedparser (PyPI)"] = feedparser.parse(feed).entries[0].summary
    return {name: " ".join(re.sub("<[^>]*>", "", text).split()) for name, text in found.items()}


as_xhtml, as_html = (
    read(f'<summary type="xhtml">{DIV}</summary>'),
    read(f'<summary type="html">{html.escape(DIV)}</summary>'),
)
for name, text in as_xhtml.items():
    print(f"{name:18} xhtml: {text:36} html: {as_html[name]}")
odd = {"rss-parser": "nearly visitors in 1.150.0002023", "feed-extractor": "", "atoma": ""}
raise SystemExit(as_xhtml != dict.fromkeys(as_xhtml, SENTENCE) | odd or set(as_html.values()) != {SENTENCE})
PYTHON
