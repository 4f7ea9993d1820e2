"""The data package for an open-data portal: with an entry of its catalogue, and the institution's logo.

open-data.zip
dataset.jsonld         the entry, following DCAT 3 (https://www.w3.org/TR/vocab-dcat-3/), in three languages
logo.svg or logo.png   the emblem of the data folder, if there is one
…                      all that is in data.zip
"""

from __future__ import annotations

from typing import Any

from lib.archive import Archive, cached_on_archive
from lib.export.data_package.csvw import language_values
from lib.export.data_package.descriptors import pack_files, package_contents, write_json
from lib.export.data_package.package_files import temporal_coverage
from lib.export.data_package.readme import data_summary
from lib.export.pictures.emblem import emblem_file
from lib.export.texts.provenance import licence_address
from lib.language import LANGUAGE_CODES, Language
from lib.language.translation_marks import mark_message

DCAT_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
KEYWORDS = (
    mark_message("Open Days"),
    mark_message("National police"),
    mark_message("Visitors"),
    mark_message("Morocco"),
)


@cached_on_archive(maxsize=8)
def portal_zip(archive: Archive, address: str) -> bytes:
    """open-data.zip. `address` is the public address of the record book, "" if it has none.

    The same data yield the same bytes.
    """
    logo = emblem_file(archive.folder)
    contents = {"dataset.jsonld": write_json(dataset_entry(archive, address, logo[0] if logo else ""))}
    if logo:
        contents[logo[0]] = logo[1]
    return pack_files(contents | package_contents(archive, address))


def dataset_entry(archive: Archive, address: str, logo: str = "") -> dict[str, Any]:
    """The entry of a catalogue, as JSON-LD. `logo` is the name of the file beside it, "" if there is none.

    What the institution has not stated is left out: licence, contact, address.
    """
    organisation, release, base = archive.organisation, archive.publication, address.rstrip("/")
    first, last = temporal_coverage(archive)
    publisher = {"@type": "foaf:Organization", "foaf:name": language_values(organisation.name), "foaf:logo": logo}
    mail = {"@id": f"mailto:{organisation.contact}"} if "@" in organisation.contact else organisation.contact
    contact = {"@type": "vcard:Organization", "vcard:fn": organisation.short_name, "vcard:hasEmail": mail}
    licence = licence_address(organisation.licence)
    distribution = {
        "@type": "dcat:Distribution",
        "dct:title": "data.zip",
        "dcat:mediaType": {"@id": "https://www.iana.org/assignments/media-types/application/zip"},
        "dcat:downloadURL": {"@id": f"{base}/data.zip"} if base else "",
        "dcat:accessURL": {"@id": f"{base}/figures"} if base else "",
    }
    described: dict[str, Any] = {
        "@context": DCAT_CONTEXT,
        "@type": "dcat:Dataset",
        "dct:identifier": f"{base}/data.zip" if base else "",
        "dct:title": _texts("The record book of the Open Days of the national police"),
        "dct:description": language_values(
            {code: "\n\n".join(data_summary(organisation, Language(code))) for code in LANGUAGE_CODES}
        ),
        "dcat:keyword": [value for keyword in KEYWORDS for value in _texts(keyword)],
        "dct:publisher": _without_gaps(publisher),
        "dcat:contactPoint": contact if organisation.contact else "",
        "dct:license": {"@id": licence} if licence else organisation.licence,
        "dct:language": list(LANGUAGE_CODES),
        "dct:spatial": {"@type": "dct:Location", "skos:prefLabel": _texts("Morocco")},
        "dct:temporal": {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": {"@value": first, "@type": "xsd:date"},
            "dcat:endDate": {"@value": last, "@type": "xsd:date"},
        },
        "dct:modified": {"@value": release.moment, "@type": "xsd:dateTime"} if release else "",
        "dcat:version": release.version if release else "",
        "dcat:landingPage": {"@id": address} if address else "",
        "dcat:distribution": _without_gaps(distribution),
    }
    return _without_gaps(described)


def _texts(message: str) -> list[dict[str, str]]:
    return language_values({code: Language(code).text(message) for code in LANGUAGE_CODES})


def _without_gaps(described: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in described.items() if value}
