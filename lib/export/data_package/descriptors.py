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

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any

from lib.archive import Archive, cached_on_archive
from lib.archive.archive import DEFINITIONS_FILE, GAPS_FILE, LEFT_OUT_FILE, WORDINGS_FILE
from lib.archive.editions_file import EDITIONS_FILE
from lib.archive.vocabulary import TOPICS
from lib.charts import editions_by_number
from lib.charts.definitions import define_measures, definition_text
from lib.export.data_package.fields import (
    LANGUAGE_SUFFIXES,
    TABLE_SCHEMAS,
    VALUE_MEASURES,
    TableField,
    TableSchema,
)
from lib.export.data_package.readme import data_readme, data_summary
from lib.export.tables.spreadsheet import DIRECTION_MARKS, csv_bytes
from lib.language import LANGUAGE_CODES, Language

PACKAGE_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
CSVW_CONTEXT = "http://www.w3.org/ns/csvw"
ENGLISH = Language("en")
ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time of the ZIP format; a fixed one makes the bytes reproducible
ZIP_FILE_MODE = 0o100644 << 16

FRICTIONLESS_TYPES = {"list": "list", "address": "string"}
CSVW_TYPES = {"list": "string", "address": "anyURI", "number": "decimal"}


def data_files(archive: Archive) -> dict[str, bytes]:
    """The data files of the archive in the form that is published: data/sources.csv -> its bytes.

    Other files in the folder and later changes are not included.
    """
    return {f"data/{name}": data for name, data in archive.files.items()}


def citations_csv(archive: Archive) -> bytes:
    """citations.csv: one row per source of each data row, in the order of files and lines."""
    cited: dict[str, list[tuple[int, tuple[str, ...]]]] = {
        EDITIONS_FILE: sorted((row.line, row.sources) for row in archive.editions),
        LEFT_OUT_FILE: [(row.line, row.sources) for row in archive.left_out],
        GAPS_FILE: [(row.line, row.sources) for row in archive.gaps],
        DEFINITIONS_FILE: sorted((row.line, row.sources) for row in archive.definitions.values()),
    }
    worded = set()
    for topic in TOPICS:
        for claim in archive.claims(topic):
            cited.setdefault(claim.file, []).append((claim.line, claim.sources))
            worded |= {(row.line, row.sources) for row in claim.wordings}
    cited[WORDINGS_FILE] = sorted(worded)
    # A file is published without its empty lines, so its rows are found by their order.
    rows = [
        (f"data/{file}", line, source)
        for file in archive.files
        if file in cited
        for line, (_, sources) in zip(_row_lines(archive.files[file]), sorted(cited[file]), strict=True)
        for source in sources
    ]
    return csv_bytes([field.name for field in TABLE_SCHEMAS["citations"].fields], rows)


def _row_lines(data: bytes) -> Iterator[int]:
    """The line on which each row below the header begins."""
    reader = csv.reader(io.StringIO(data.decode(), newline=""))
    next(reader)
    begin = reader.line_num + 1
    for _ in reader:
        yield begin
        begin = reader.line_num + 1


def package_descriptor(archive: Archive, address: str) -> dict[str, Any]:
    """datapackage.json, following Data Package version 2.

    `address` is the public address of the record book, "" if it has none. `licenses` is omitted until the institution
    states a licence; the description then says that none is stated.
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
        "version": str(release.number) if release else "",
        "created": release.moment if release else "",
        "homepage": address,
        "keywords": ["open days", "police", "Morocco", "visitors", organisation.short_name],
        "licenses": [{"name": organisation.licence}] if organisation.licence else [],
        "contributors": [contributor],
        "sources": _sources(archive),
        "resources": [
            _resource(path, data, title, schema, _value_definition(archive, path, ENGLISH))
            for path, data, title, schema in _tables(archive, files, ENGLISH)
        ],
    }
    return {key: value for key, value in described.items() if value}


def _tables(
    archive: Archive, files: Mapping[str, bytes], language: Language
) -> Iterator[tuple[str, bytes, str, TableSchema]]:
    """(path, bytes, title, schema) of each CSV file."""
    named = editions_by_number(archive, language)
    cities = {row.folder: named[row.number].name for row in archive.editions}
    for path, data in {**files, "citations.csv": citations_csv(archive)}.items():
        stem = path.rsplit("/", 1)[-1].removesuffix(".csv")
        if stem in TABLE_SCHEMAS:
            folder = path.split("/")[-2] if path.count("/") > 1 else ""
            title = _title(stem, cities.get(folder, ""), language)
            yield path, data, title, TABLE_SCHEMAS[stem]


def _title(stem: str, edition: str, language: Language) -> str:
    """The title of a file: Visitors (Fes 2023); Sources."""
    if edition:
        return language.text("{thing} ({detail})", thing=language.term("topic", stem), detail=edition)
    return {
        "editions": language.text("Editions"),
        "sources": language.text("Sources"),
        "left_out": language.text("Left out"),
        "gaps": language.text("Years without an edition"),
        "definitions": language.text("Definitions"),
        "wordings": language.text("Wordings by language"),
        "citations": language.text("Sources of each line"),
    }[stem]


def _sources(archive: Archive) -> list[dict[str, str]]:
    """The publisher, title and address of every source."""
    found = []
    for row in archive.sources.values():
        title = " — ".join(part for part in (row.publisher, row.title) if part)
        source = {"title": title or ENGLISH.text("Publisher not named")}
        found.append(source | {"path": row.url} if row.url else source)
    return found


def _value_definition(archive: Archive, path: str, language: Language) -> str:
    """What the numbers in the column `value` of a file count; "" for a file without such a column."""
    stem = path.rsplit("/", 1)[-1].removesuffix(".csv")
    return "\n".join(
        definition_text(definition, language)
        for definition in define_measures(VALUE_MEASURES.get(stem, ()), archive, language)
    )


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
        "title": _field_title(field, ENGLISH),
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


def csvw_metadata(archive: Archive, address: str) -> dict[str, Any]:
    """csv-metadata.json, following CSV on the Web: the same tables, with column titles in three languages.

    Column names are included as titles of undetermined language, because they are the header of the files.
    """
    files = data_files(archive)
    titles = {
        code: {path: title for path, _, title, _ in _tables(archive, files, Language(code))} for code in LANGUAGE_CODES
    }
    described: dict[str, Any] = {
        "@context": [CSVW_CONTEXT, {"@language": "en"}],
        "dc:title": _translations("The record book of the Open Days of the national police"),
        "dc:publisher": dict(archive.organisation.name),
        "dc:source": address,
        "dc:issued": archive.publication.moment if archive.publication else "",
        "schema:version": str(archive.publication.number) if archive.publication else "",
        "dc:license": archive.organisation.licence,
        "tables": [
            _table(
                path,
                {code: titles[code][path] for code in LANGUAGE_CODES},
                schema,
                {code: _value_definition(archive, path, Language(code)) for code in LANGUAGE_CODES},
            )
            for path, _, _, schema in _tables(archive, files, ENGLISH)
        ],
    }
    return {key: value for key, value in described.items() if value}


def _table(path: str, titles: Mapping[str, str], schema: TableSchema, definition: Mapping[str, str]) -> dict[str, Any]:
    """The description of a file. `definition` is that of its column `value`, by language."""
    columns = [_column(field) for field in schema.fields]
    for column in columns:
        if column["name"] == "value" and any(definition.values()):
            column["dc:description"] = definition
    described: dict[str, Any] = {"columns": columns}
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
        "dc:title": titles,
        "dc:description": _translations(schema.description),
        "tableSchema": described,
    }


def _column(field: TableField) -> dict[str, Any]:
    titles = {code: _field_title(field, Language(code)) for code in LANGUAGE_CODES}
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


def _field_title(field: TableField, language: Language) -> str:
    """The title of a column, with its language if it has one: City (in Arabic)."""
    title = language.text(field.title)
    if not field.language:
        return title
    return language.text("{thing} ({detail})", thing=title, detail=language.text(LANGUAGE_SUFFIXES[field.language]))


def _translations(message: str) -> dict[str, str]:
    return {code: Language(code).text(message) for code in LANGUAGE_CODES}


@cached_on_archive(maxsize=8)
def data_zip(archive: Archive, address: str) -> bytes:
    """data.zip. The same data yield the same bytes."""
    files = data_files(archive)
    contents = {
        **{
            f"README.{code}.txt": data_readme(archive, address, Language(code)).encode("utf-8-sig")
            for code in LANGUAGE_CODES
        },
        "datapackage.json": _json(package_descriptor(archive, address)),
        "csv-metadata.json": _json(csvw_metadata(archive, address)),
        "citations.csv": citations_csv(archive),
        **files,
    }
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as file:
        for name, data in contents.items():
            entry = zipfile.ZipInfo(name, ZIP_EPOCH)
            entry.external_attr = ZIP_FILE_MODE
            entry.create_system = 3  # Unix on every platform
            entry.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(entry, data)
    return written.getvalue()


def _json(described: Mapping[str, Any]) -> bytes:
    return (json.dumps(described, ensure_ascii=False, indent=1).translate(DIRECTION_MARKS) + "\n").encode()
