"""What the form for a press kit of one's own choice offers."""

from __future__ import annotations

from lib.charts import ChartContext, build_chart
from lib.content.site_map import PAGES
from lib.language import LANGUAGE_CODES, LANGUAGE_NAMES
from lib.web.links import Links


def kit_form_values(context: ChartContext, links: Links) -> dict[str, object]:
    """The values for kit_form.html: all charts of the focus by their pages, the languages, and where the form leads.

    "choices" is empty where nothing answers a form: on a static site.
    """
    language = context.language
    return {
        "choices": [
            (language.text(page.title), [(name, build_chart(name, context).headline) for name in page.charts])
            for page in PAGES
            if page.charts and links.offers_choices
        ],
        "languages_of_kits": [(code, LANGUAGE_NAMES[code]) for code in LANGUAGE_CODES],
        "kit_path": links.kit(context.view.focus).partition("?")[0],
        "release_number": links.release,
    }
