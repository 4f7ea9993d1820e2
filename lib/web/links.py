"""Links between documents, on the dashboard's server and on a static site."""

from __future__ import annotations

import datetime
import posixpath
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Self
from urllib.parse import urlencode, urljoin

from lib.archive import Archive
from lib.archive.claim import FIGURES_PATH
from lib.content.site_map import PAGES
from lib.export.texts.provenance import Provenance
from lib.language import LanguageCode
from lib.web.address import CHARTS_PATH, RELEASES_PATH, ChartAddress
from lib.web.document_address import DocumentAddress


@dataclass(frozen=True, slots=True)
class Links:
    """Links on the dashboard's server: absolute paths with choices in the query.

    `base` is https://host. All links lead to the release of that number; without one to the record book as it is.
    """

    base: str
    release: int | None = None

    def at_release(self, number: int | None) -> Links | None:
        """The links to the same as a release has it, or as it is if `number` is None; None where nothing is kept."""
        return replace(self, release=number)

    def copy(self, address: ChartAddress) -> str:
        """A chart in one of its forms."""
        return self.add_release(address.link)

    @property
    def offers_choices(self) -> bool:
        """Whether pictures can be had in dark, without their headline, and as previews."""
        return True

    def charts(self, edition: int, lang: LanguageCode) -> str:
        """The list of all charts of an edition."""
        return self.add_release(f"{CHARTS_PATH}?{_query(edition, lang)}")

    def kit(self, edition: int, lang: LanguageCode | None = None, names: Sequence[str] = ()) -> str:
        """The press kit of an edition, in one language or in all, with these charts or with all."""
        chosen = f"?{urlencode({'charts': '.'.join(names)})}" if names else ""
        return self.add_release(f"/kit/{edition}{f'-{lang}' if lang else ''}.zip{chosen}")

    def document(self, address: DocumentAddress) -> str:
        """A document for a meeting."""
        return self.add_release(address.link)

    def data(self) -> str:
        """All files of data/."""
        return self.add_release("/data.zip")

    def open_data(self) -> str:
        """The same for an open-data portal."""
        return self.add_release("/open-data.zip")

    def figure(self, claim: str, lang: LanguageCode) -> str:
        """The page of a published figure, by the id of its claim; empty where figures have none."""
        return self.add_release(f"{FIGURES_PATH}/{claim}?{urlencode({'lang': lang})}")

    def figure_address(self, claim: str, lang: LanguageCode) -> str:
        """The same as an absolute address."""
        link = self.figure(claim, lang)
        return self.absolute(link) if link else ""

    def releases(self, lang: LanguageCode) -> str:
        """The list of all releases; empty where none is kept."""
        return f"{RELEASES_PATH}?{urlencode({'lang': lang})}"

    def static(self) -> str:
        """The folder of the typeface, the icon and the scripts."""
        return "/app/static"

    def front(self, edition: int, lang: LanguageCode) -> str:
        """The page that the name of the record book leads to."""
        return self.add_release(f"/?{_query(edition, lang)}")

    def dashboard(self, address: ChartAddress) -> str:
        """The chart in the dashboard, with the same choices; empty where no dashboard is known."""
        return self.add_release(_page(address))

    def oembed(self, address: ChartAddress) -> str:
        """The absolute oEmbed address of a chart page, for content systems; "" on a static site, which can't answer."""
        return f"{self.base}/oembed?{urlencode({'url': self.address(address)})}"

    def absolute(self, link: str) -> str:
        """A link of this document as an absolute address."""
        return urljoin(f"{self.base}/", link)

    def address(self, address: ChartAddress) -> str:
        """The absolute address of a chart in one of its forms."""
        return self.absolute(self.copy(address))

    def add_release(self, link: str) -> str:
        """A link on this server with the release, if these links stay at one."""
        return link if self.release is None else f"{link}{'&' if '?' in link else '?'}release={self.release}"


@dataclass(frozen=True, slots=True)
class StaticLinks(Links):
    """Links on a static site: relative to the document at path `at`, without queries.

    `base` may include a folder: https://host/abwab. `dashboard_address` is that of a dashboard, "" if there is none.

    charts/visitors_total/4/ar.html
    charts/visitors_total/4/ar-embed.html
    charts/visitors_total/4/abwab-visitors_total-4-ar-square.png
    """

    at: str = "index.html"
    dashboard_address: str = ""

    def at_release(self, number: int | None) -> None:
        """None: a static site holds one state of the record book."""

    @property
    def offers_choices(self) -> bool:
        """Only what was chosen when the site was written."""
        return False

    def within(self, at: str) -> Self:
        """The links for a document at another path."""
        return replace(self, at=at)

    def copy(self, address: ChartAddress) -> str:
        """A chart in one of its forms."""
        return self._to(chart_file_path(address))

    def charts(self, edition: int, lang: LanguageCode) -> str:
        """The list of all charts of an edition."""
        return self._to(chart_list_path(edition, lang))

    def kit(self, edition: int, lang: LanguageCode | None = None, names: Sequence[str] = ()) -> str:
        """The press kit of an edition, with everything: a static site holds no kit twice."""
        return self._to(f"kit/{edition}.zip")

    def document(self, address: DocumentAddress) -> str:
        """A document for a meeting; of an edition only."""
        return self._to(document_file_path(address))

    def data(self) -> str:
        """All files of data/."""
        return self._to("data.zip")

    def open_data(self) -> str:
        """The same for an open-data portal."""
        return self._to("open-data.zip")

    def figure(self, claim: str, lang: LanguageCode) -> str:
        """The page of a published figure at the dashboard; empty where no dashboard is known."""
        path = f"{FIGURES_PATH}/{claim}?{urlencode({'lang': lang})}"
        return f"{self.dashboard_address}{path}" if self.dashboard_address else ""

    def releases(self, lang: LanguageCode) -> str:
        """The list of all releases; empty where none is kept."""
        return ""

    def static(self) -> str:
        """The folder of the typeface, the icon and the scripts."""
        return self._to("static")

    def front(self, edition: int, lang: LanguageCode) -> str:
        """The page that the name of the record book leads to."""
        return self.charts(edition, lang)

    def dashboard(self, address: ChartAddress) -> str:
        """The chart in the dashboard, with the same choices; empty where no dashboard is known."""
        return f"{self.dashboard_address}{_page(address)}" if self.dashboard_address else ""

    def oembed(self, address: ChartAddress) -> str:
        """The absolute oEmbed address of a chart page, for content systems; "" on a static site, which can't answer."""
        return ""

    def absolute(self, link: str) -> str:
        """A link of this document as an absolute address."""
        return urljoin(f"{self.base}/{self.at}", link)

    def _to(self, path: str) -> str:
        return posixpath.relpath(path, posixpath.dirname(self.at) or ".")


def links_to(archive: Archive, base: str) -> Links:
    """The links of a page that shows this archive: to the same release if it is an older one."""
    release = archive.publication
    return Links(base, release.number if release and release.replaced else None)


def make_provenance(
    address: Callable[[Links], str], links: Links, archive: Archive, today: datetime.date
) -> Provenance:
    """The provenance of a copy that is retrieved today. `address` finds its address among links."""
    release = archive.publication
    frozen = links.at_release(release.number) if release and not release.is_draft else None
    return Provenance(
        address(links),
        today,
        archive.organisation,
        release,
        address(frozen) if frozen else "",
        links.figure_address,
    )


def chart_provenance(address: ChartAddress, archive: Archive, links: Links, today: datetime.date) -> Provenance:
    """The provenance of a copy of a chart that is retrieved today: its address is the chart's page."""
    page = address.as_form("page")
    return make_provenance(lambda links: links.address(page), links, archive, today)


def chart_file_path(address: ChartAddress) -> str:
    """The path of a chart in one of its forms on the static site."""
    ends = {"page": f"{address.lang}.html", "embed": f"{address.lang}-embed.html"}
    return f"charts/{address.name}/{address.view.focus}/{ends.get(address.form, address.file_name)}"


def document_file_path(address: DocumentAddress) -> str:
    """The path of a document about an edition on the static site."""
    return f"editions/{address.view.focus}/{address.file_name}"


def chart_list_path(edition: int, lang: LanguageCode) -> str:
    """The path of the list of an edition's charts on the static site."""
    return f"charts/{edition}/{lang}.html"


def _query(edition: int, lang: LanguageCode) -> str:
    return urlencode({"edition": edition, "lang": lang})


def _page(address: ChartAddress) -> str:
    """The dashboard page that shows a chart: /visitors?edition=4&lang=ar."""
    home = next(page for page in PAGES if address.name in page.charts)
    return f"{home.path}?{address.as_form('page').query}"
