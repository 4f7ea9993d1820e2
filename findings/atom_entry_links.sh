#!/bin/sh
# An Atom entry offers a table and the same page in three languages, in an Arabic feed (xml:lang="ar"):
#
#   <link rel="enclosure" type="text/csv" .../>  <link rel="alternate" hreflang="ar" .../>  ... "fr" .../>  ... "en" .../>
#
# The one address that a reader gives for the entry:
#
#   rss-parser 3.13.0, @rowanmanning/feed-parser 2.1.5 (npm)          the Arabic page (the first alternate)
#   feedparser 6.0.14 (PyPI), feedparser 2.6.0 (npm)                  the English page (the last alternate)
#   @extractus/feed-extractor 8.0.3, htmlparser2 12.0.0 (npm)         the CSV file (the first link, whatever its rel)
#
# and for the feed, whose first link is rel="self": the last two say that the site's address is that of the feed itself.
# For the feed the two feedparsers differ: PyPI's takes the last alternate again, npm's the first one.
# Expected: the alternate in the language of the feed, or the first one: RFC 4287 (4.1.2) allows several that differ in
# hreflang, which plays no part in any of the six.
#
# It matters to a feed in several languages whose entries carry data: what a reader's click opens depends on the order of
# links. With one alternate, in the feed's language and before every other link, all six agree.
#
# Needs Node.js 20 and npm. Fails when the behaviour changes.
set -eu
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check feedparser==6.0.14
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund rss-parser@3.13.0 @rowanmanning/feed-parser@2.1.5 feedparser@2.6.0 \
  @extractus/feed-extractor@8.0.3 htmlparser2@12.0.0
cat >read.mjs <<'NODE'
import { readFileSync } from "fs"
import { extractFromXml } from "@extractus/feed-extractor"
import { parseFeed as parseByRowanmanning } from "@rowanmanning/feed-parser"
import FeedParser from "feedparser"
import { parseFeed as parseByHtmlparser2 } from "htmlparser2"
import RssParser from "rss-parser"

const feed = readFileSync("feed.xml", "utf8")
const [byRss, byRowanmanning] = [await new RssParser().parseString(feed), parseByRowanmanning(feed)]
const [byExtractor, byHtmlparser2] = [extractFromXml(feed), parseByHtmlparser2(feed, { xmlMode: true })]
const byFeedParser = await new Promise((resolve, reject) => {
  const parser = new FeedParser()
  parser.on("error", reject).on("readable", () => resolve([parser.meta.link, parser.read().link])).end(feed)
})
console.log(JSON.stringify({
  "rss-parser": [byRss.link, byRss.items[0].link],
  "@rowanmanning/feed-parser": [byRowanmanning.url, byRowanmanning.items[0].url],
  "feedparser (npm)": byFeedParser,
  "@extractus/feed-extractor": [byExtractor.link, byExtractor.entries[0].link],
  htmlparser2: [byHtmlparser2.link, byHtmlparser2.items[0].link],
}))
NODE
"$folder/env/bin/python" - <<'PYTHON'
import json
import subprocess

import feedparser

HOST = "https://example.org/"
EXPECTED = {
    "rss-parser": ["ar/", "ar/1"],
    "@rowanmanning/feed-parser": ["ar/", "ar/1"],
    "feedparser (PyPI)": ["en/", "en/1"],
    "feedparser (npm)": ["ar/", "en/1"],
    "@extractus/feed-extractor": ["feed", "1.csv"],
    "htmlparser2": ["feed", "1.csv"],
}


def links(other: str, path: str, languages: tuple[str, ...], other_first: bool) -> str:
    """One other link and a page in each language, in the order asked for."""
    pages = "".join(f'<link rel="alternate" type="text/html" hreflang="{code}" href="{HOST}{code}/{path}"/>' for code in languages)
    return other + pages if other_first else pages + other


def read(languages: tuple[str, ...], other_first: bool) -> dict[str, list[str]]:
    """What each reader gives as the address of the feed and of its entry, after the host."""
    of_feed = links(f'<link rel="self" href="{HOST}feed"/>', "", languages, other_first)
    of_entry = links(f'<link rel="enclosure" type="text/csv" href="{HOST}1.csv"/>', "1", languages, other_first)
    feed = f"""<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ar"><title>t</title>
<id>urn:t</id><updated>2023-05-17T00:00:00Z</updated><author><name>a</name></author>{of_feed}<entry><title>e</title><id>urn:e</id>
<updated>2023-05-17T00:00:00Z</updated>{of_entry}<summary>s</summary></entry></feed>"""
    with open("feed.xml", "w") as file:
        file.write(feed)
    parsed = feedparser.parse(feed)
    found = json.loads(subprocess.check_output(["node", "read.mjs"]))
    found["feedparser (PyPI)"] = [parsed.feed.link, parsed.entries[0].link]
    return {name: [address.removeprefix(HOST) for address in found[name]] for name in EXPECTED}


several, one = read(("ar", "fr", "en"), other_first=True), read(("ar",), other_first=False)
for name in EXPECTED:
    print(f"{name:26} feed {several[name][0]:5} entry {several[name][1]:6} - with one alternate, first: {' '.join(one[name])}")
raise SystemExit(several != EXPECTED or any(found != ["ar/", "ar/1"] for found in one.values()))
PYTHON
