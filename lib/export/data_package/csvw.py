"""The description of the data package for programs that follow CSV on the Web (https://www.w3.org/TR/tabular-metadata)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lib.archive import Archive
from lib.archive.claim import FIGURES_PATH
from lib.archive.topic_rows import TOPIC_MODELS
from lib.archive.vocabulary import DEFINED_MEASURES
from lib.charts.definitions import measure_name
from lib.export.data_package.fields import TableField, TableSchema
from lib.export.data_package.package_files import (
    data_files,
    field_title,
    package_tables,
    temporal_coverage,
    value_definition,
)
from lib.export.data_package.readme import data_summary
from lib.export.texts.provenance import licence_address
from lib.language import LANGUAGE_CODES, Language

CSVW_CONTEXT = "http://www.w3.org/ns/csvw"
CSVW_TYPES = {"list": "string", "address": "anyURI", "number": "decimal"}


def csvw_metadata(archive: Archive, address: str) -> dict[str, Any]:
    """csv-metadata.json, following CSV on the Web: the same tables, with column titles in three languages.

    Column names are included as titles of undetermined language, because they are the header of the files.
    """
    files, stated = data_files(archive), archive.organisation.licence
    titles = {
        code: {path: title for path, _, title, _ in package_tables(archive, files, Language(code), address)}
        for code in LANGUAGE_CODES
    }
    described: dict[str, Any] = {
        "@context": [CSVW_CONTEXT, {"@language": "en"}],
        "dc:title": _translations("The record book of the Open Days of the national police"),
        "dc:description": language_values(
            {code: "\n\n".join(data_summary(archive.organisation, Language(code))) for code in LANGUAGE_CODES}
        ),
        "dc:publisher": language_values(archive.organisation.name),
        "dc:source": address,
        "dc:issued": archive.publication.moment if archive.publication else "",
        "schema:version": archive.publication.version if archive.publication else "",
        "dc:license": {"@id": licence} if (licence := licence_address(stated)) else stated,
        "dc:temporal": "/".join(temporal_coverage(archive)),
        "schema:variableMeasured": [
            {
                "@type": "schema:PropertyValue",
                "schema:propertyID": measure,
                "schema:name": language_values(
                    {code: measure_name(measure, Language(code)) for code in LANGUAGE_CODES}
                ),
            }
            for measure in DEFINED_MEASURES
            if measure in archive.definitions
        ],
        "tables": [
            _table(
                path,
                {code: titles[code][path] for code in LANGUAGE_CODES},
                schema,
                {code: value_definition(archive, path, Language(code)) for code in LANGUAGE_CODES},
                _figure_pages(archive, path, address),
            )
            for path, _, _, schema in package_tables(archive, files, Language("en"), address)
        ],
    }
    return {key: value for key, value in described.items() if value}


def _figure_pages(archive: Archive, path: str, address: str) -> str:
    """The pages of the figures of a file of an edition, as a template of its key columns; "" for any other file.

    A program that follows CSV on the Web makes of it the address of the figure in each row.
    """
    folder, _, stem = path.removeprefix("data/").removesuffix(".csv").rpartition("/")
    edition = next((row.number for row in archive.editions if row.folder == folder), None)
    if edition is None or stem not in TOPIC_MODELS:
        return ""
    key = ".".join(f"{{{column}}}" for column in TOPIC_MODELS[stem].key)
    return f"{address.rstrip('/')}{FIGURES_PATH}/{edition}.{stem}.{key}"


def _table(
    path: str, titles: Mapping[str, str], schema: TableSchema, definition: Mapping[str, str], pages: str
) -> dict[str, Any]:
    """The description of a file. `definition` is that of its column `value`, by language, `pages` what its rows are
    about.
    """
    columns = [_column(field) for field in schema.fields]
    for column in columns:
        if column["name"] == "value" and any(definition.values()):
            column["dc:description"] = language_values(definition)
    described: dict[str, Any] = {"columns": columns} | ({"aboutUrl": pages} if pages else {})
    if schema.primary_key:
        described["primaryKey"] = list(schema.primary_key)
    # Columns with empty cells are left out: programs interpret those differently.
    filled = {field.name for field in schema.fields if field.required}
    if refers := {column: other for column, other in schema.foreign_keys.items() if column in filled}:
        described["foreignKeys"] = [
            {"columnReference": column, "reference": {"resource": f"data/{stem}.csv", "columnReference": other}}
            for column, (stem, other) in refers.items()
        ]
    return {
        "url": path,
        "dc:title": language_values(titles),
        "dc:description": _translations(schema.description),
        "tableSchema": described,
    }


def _column(field: TableField) -> dict[str, Any]:
    titles = {code: field_title(field, Language(code)) for code in LANGUAGE_CODES}
    described: dict[str, Any] = {"name": field.name, "titles": {"und": field.name, **titles}}
    base = CSVW_TYPES.get(field.kind, field.kind)
    limits = {"minimum": field.minimum, "maximum": field.maximum, "format": field.pattern or "|".join(field.choices)}
    bounds = {name: limit for name, limit in limits.items() if limit is not None and limit != ""}
    described["datatype"] = {"base": base, **bounds} if bounds else base
    if field.kind == "list":
        described["separator"] = ";"
    if field.language:
        described["lang"] = field.language
    if field.required:
        described["required"] = True
    return described


def language_values(texts: Mapping[str, str]) -> list[dict[str, str]]:
    """A text in several languages as JSON-LD has it: [{"@value": "…", "@language": "ar"}, …]"""
    return [{"@value": text, "@language": code} for code, text in texts.items() if text]


def _translations(message: str) -> list[dict[str, str]]:
    return language_values({code: Language(code).text(message) for code in LANGUAGE_CODES})
