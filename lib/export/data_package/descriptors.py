"""The data package: all files of the record book, with machine-readable descriptors and a README.

    data.zip
      README.ar.txt  README.fr.txt  README.en.txt
      datapackage.json       Frictionless Data Package 2
      csv-metadata.json      CSV on the Web: the same, with column titles in three languages
      citations.csv          the sources of each line of each file, one per row
      data/                  the validated files: editions.csv, sources.csv, 4-fes-2023/visitors.csv, …

`citations.csv` is derived from the others, whose cells may name several sources: neither standard can express that.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any

from lib.archive import Archive, cached_on_archive
from lib.archive.vocabulary import DEFINED_MEASURES
from lib.charts.definitions import define_measures, definition_text
from lib.export.data_package.csvw import csvw_metadata
from lib.export.data_package.fields import (
    TableField,
    TableSchema,
)
from lib.export.data_package.package_files import (
    citations_csv,
    data_files,
    field_title,
    package_tables,
    temporal_coverage,
    value_definition,
)
from lib.export.data_package.readme import data_readme, data_summary
from lib.export.tables.spreadsheet import DIRECTION_MARKS
from lib.export.texts.provenance import licence_address
from lib.language import LANGUAGE_CODES, Language

PACKAGE_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
ENGLISH = Language("en")
ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time of the ZIP format; a fixed one makes the bytes reproducible
ZIP_FILE_MODE = 0o100644 << 16

FRICTIONLESS_TYPES = {"list": "list", "address": "string"}


def package_descriptor(archive: Archive, address: str) -> dict[str, Any]:
    """datapackage.json, following Data Package version 2.

    `address` is the public address of the record book, "" if it has none. `licenses` is omitted until the institution
    states a licence; the description then says that none is stated. `temporal` and `measures` are properties of our
    own, as the standard allows: the days that the figures are about, and what the numbers of the files count.
    """
    files = data_files(archive)
    organisation, release = archive.organisation, archive.publication
    contributor = {"title": organisation.name["en"], "roles": ["publisher"]}
    if "@" in organisation.contact:
        contributor["email"] = organisation.contact
    described = {
        "$schema": PACKAGE_PROFILE,
        "name": "abwab",
        "title": ENGLISH.text("The record book of the Open Days of the national police"),
        "description": "\n\n".join(data_summary(organisation, ENGLISH)),
        "version": release.version if release else "",
        "created": release.moment if release else "",
        "homepage": address,
        "keywords": ["open days", "police", "Morocco", "visitors", organisation.short_name],
        "licenses": _licences(organisation.licence),
        "temporal": dict(zip(("start", "end"), temporal_coverage(archive), strict=True)),
        "contributors": [contributor],
        "sources": _sources(archive),
        "measures": [
            {"name": definition.measure, "title": definition.name, "description": definition_text(definition, ENGLISH)}
            for definition in define_measures(DEFINED_MEASURES, archive, ENGLISH)
        ],
        "resources": [
            _resource(path, data, title, schema, value_definition(archive, path, ENGLISH))
            for path, data, title, schema in package_tables(archive, files, ENGLISH, address)
        ],
    }
    return {key: value for key, value in described.items() if value}


def _licences(licence: str) -> list[dict[str, str]]:
    if not licence:
        return []
    address = licence_address(licence)
    return [{"name": licence} | ({"path": address} if address else {})]


def _sources(archive: Archive) -> list[dict[str, str]]:
    """The publisher, title and address of every source."""
    found = []
    for row in archive.sources.values():
        title = " — ".join(part for part in (row.publisher, row.title) if part)
        source = {"title": title or ENGLISH.text("Publisher not named")}
        found.append(source | {"path": row.url} if row.url else source)
    return found


def _resource(path: str, data: bytes, title: str, schema: TableSchema, definition: str) -> dict[str, Any]:
    """The description of a file. `definition` is that of its column `value`."""
    fields = [_field(field) for field in schema.fields]
    for field in fields:
        if field["name"] == "value" and definition:
            field["description"] = definition
    described: dict[str, Any] = {"fields": fields, "missingValues": [""]}
    if schema.primary_key:
        described["primaryKey"] = list(schema.primary_key)
    if schema.foreign_keys:
        described["foreignKeys"] = [
            {"fields": [column], "reference": {"resource": stem, "fields": [other]}}
            for column, (stem, other) in schema.foreign_keys.items()
        ]
    return {
        "name": path.removeprefix("data/").removesuffix(".csv").replace("/", "-"),
        "type": "table",
        "path": path,
        "title": title,
        "description": ENGLISH.text(schema.description),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "schema": described,
    }


def _field(field: TableField) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": field.name,
        "type": FRICTIONLESS_TYPES.get(field.kind, field.kind),
        "title": field_title(field, ENGLISH),
    }
    if field.kind == "list":
        described |= {"delimiter": ";", "itemType": "string"}
    if field.kind == "address":
        described["format"] = "uri"
    limits = {
        "required": field.required or None,
        "minimum": field.minimum,
        "maximum": field.maximum,
        "pattern": field.pattern,
        "enum": list(field.choices) if field.choices and field.kind != "list" else None,  # of whole cells
    }
    if bounds := {name: limit for name, limit in limits.items() if limit is not None}:
        described["constraints"] = bounds
    return described


@cached_on_archive(maxsize=8)
def data_zip(archive: Archive, address: str) -> bytes:
    """data.zip. The same data yield the same bytes."""
    return pack_files(package_contents(archive, address))


def package_contents(archive: Archive, address: str) -> dict[str, bytes]:
    """The files of data.zip by their paths in it."""
    return {
        **{
            f"README.{code}.txt": data_readme(archive, address, Language(code)).encode("utf-8-sig")
            for code in LANGUAGE_CODES
        },
        "datapackage.json": write_json(package_descriptor(archive, address)),
        "csv-metadata.json": write_json(csvw_metadata(archive, address)),
        "citations.csv": citations_csv(archive, address),
        **data_files(archive),
    }


def pack_files(contents: Mapping[str, bytes]) -> bytes:
    """A ZIP file whose bytes depend on nothing but the files."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as file:
        for name, data in contents.items():
            entry = zipfile.ZipInfo(name, ZIP_EPOCH)
            entry.external_attr = ZIP_FILE_MODE
            entry.create_system = 3  # Unix on every platform
            entry.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(entry, data)
    return written.getvalue()


def write_json(described: Mapping[str, Any]) -> bytes:
    """JSON without direction marks."""
    return (json.dumps(described, ensure_ascii=False, indent=1).translate(DIRECTION_MARKS) + "\n").encode()
