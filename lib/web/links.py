"""Links between documents, on the dashboard's server and on a static site."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, replace
from typing import Self
from urllib.parse import urlencode, urljoin

from lib.content.site_map import PAGES
from lib.language import LanguageCode
from lib.web.address import CHARTS_PATH, ChartAddress
from lib.web.document_address import DocumentAddress


@dataclass(frozen=True, slots=True)
class Links:
    """Links on the dashboard's server: absolute paths with choices in the query. `base` is https://host."""

    base: str

    def copy(self, asked: ChartAddress) -> str:
        """A chart in one of its forms."""
        return asked.link

    def charts(self, edition: int, lang: LanguageCode) -> str:
        """The list of all charts of an edition."""
        return f"{CHARTS_PATH}?{_query(edition, lang)}"

    def kit(self, edition: int) -> str:
        """The press kit of an edition."""
        return f"/kit/{edition}.zip"

    def document(self, asked: DocumentAddress) -> str:
        """A document for a meeting."""
        return asked.link

    def data(self) -> str:
        """All files of data/."""
        return "/data.zip"

    def static(self) -> str:
        """The folder of the typeface, the icon and the scripts."""
        return "/app/static"

    def front(self, edition: int, lang: LanguageCode) -> str:
        """The page that the name of the record book leads to."""
        return f"/?{_query(edition, lang)}"

    def dashboard(self, asked: ChartAddress) -> str:
        """The chart in the dashboard, with the same choices; empty where no dashboard is known."""
        return _page(asked)

    def oembed(self, asked: ChartAddress) -> str:
        """What a content system asks about a chart page, absolute; empty where nobody would answer."""
        return f"{self.base}/oembed?{urlencode({'url': self.address(asked)})}"

    def absolute(self, link: str) -> str:
        """A link of this document as an absolute address."""
        return urljoin(f"{self.base}/", link)

    def address(self, asked: ChartAddress) -> str:
        """The absolute address of a chart in one of its forms."""
        return self.absolute(self.copy(asked))


@dataclass(frozen=True, slots=True)
class StaticLinks(Links):
    """Links on a static site: relative to the document at path `at`, without queries.

    `base` may include a folder: https://host/abwab. `desk` is the address of a dashboard, "" if there is none.

    charts/visitors_total/4/ar.html
    charts/visitors_total/4/ar-embed.html
    charts/visitors_total/4/abwab-visitors_total-4-ar-square.png
    """

    at: str = "index.html"
    desk: str = ""

    def within(self, at: str) -> Self:
        """The links for a document at another path."""
        return replace(self, at=at)

    def copy(self, asked: ChartAddress) -> str:
        """A chart in one of its forms."""
        return self._to(chart_file_path(asked))

    def charts(self, edition: int, lang: LanguageCode) -> str:
        """The list of all charts of an edition."""
        return self._to(chart_list_path(edition, lang))

    def kit(self, edition: int) -> str:
        """The press kit of an edition."""
        return self._to(f"kit/{edition}.zip")

    def document(self, asked: DocumentAddress) -> str:
        """A document for a meeting; of an edition only."""
        return self._to(document_file_path(asked))

    def data(self) -> str:
        """All files of data/."""
        return self._to("data.zip")

    def static(self) -> str:
        """The folder of the typeface, the icon and the scripts."""
        return self._to("static")

    def front(self, edition: int, lang: LanguageCode) -> str:
        """The page that the name of the record book leads to."""
        return self.charts(edition, lang)

    def dashboard(self, asked: ChartAddress) -> str:
        """The chart in the dashboard, with the same choices; empty where no dashboard is known."""
        return f"{self.desk}{_page(asked)}" if self.desk else ""

    def oembed(self, asked: ChartAddress) -> str:
        """What a content system asks about a chart page, absolute; empty where nobody would answer."""
        return ""

    def absolute(self, link: str) -> str:
        """A link of this document as an absolute address."""
        return urljoin(f"{self.base}/{self.at}", link)

    def _to(self, path: str) -> str:
        return posixpath.relpath(path, posixpath.dirname(self.at) or ".")


def chart_file_path(asked: ChartAddress) -> str:
    """The path of a chart in one of its forms on the static site."""
    ends = {"page": f"{asked.lang}.html", "embed": f"{asked.lang}-embed.html"}
    return f"charts/{asked.name}/{asked.view.focus}/{ends.get(asked.form, asked.file_name)}"


def document_file_path(asked: DocumentAddress) -> str:
    """The path of a document about an edition on the static site."""
    return f"editions/{asked.view.focus}/{asked.file_name}"


def chart_list_path(edition: int, lang: LanguageCode) -> str:
    """The path of the list of an edition's charts on the static site."""
    return f"charts/{edition}/{lang}.html"


def _query(edition: int, lang: LanguageCode) -> str:
    return urlencode({"edition": edition, "lang": lang})


def _page(asked: ChartAddress) -> str:
    """The dashboard page that shows a chart: /visitors?edition=4&lang=ar."""
    home = next(page for page in PAGES if asked.name in page.charts)
    return f"{home.path}?{asked.as_form('page').query}"
