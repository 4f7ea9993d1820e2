"""The data as a package: all of it, as it is, and as other programs check it."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import csvw
import frictionless
import pytest
from rdflib import DCAT, DCTERMS, RDF, Graph, Literal

from lib.archive import Archive, read_archive, vocabulary
from lib.archive.publication import Publication
from lib.archive.row_models import DefinitionRow, EditionRow, GapRow, LeftOutRow, RowModel, SourceRow, WordingRow
from lib.archive.topic_rows import TOPIC_MODELS
from lib.export.data_package.csvw import csvw_metadata
from lib.export.data_package.descriptors import data_zip, package_descriptor
from lib.export.data_package.fields import FIELD_TITLES, TABLE_SCHEMAS
from lib.export.data_package.portal import portal_zip
from lib.language import LANGUAGE_CODES, Language, LanguageCode
from tests.support.chart_cases import FOREIGN, MARKED, archive

ADDRESS = "https://abwab.example/"
MODELLED: dict[str, type[RowModel]] = {
    "editions": EditionRow,
    "sources": SourceRow,
    "left_out": LeftOutRow,
    "gaps": GapRow,
    "definitions": DefinitionRow,
    "wordings": WordingRow,
    **TOPIC_MODELS,
}


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert file.testzip() is None
        return {name: file.read(name) for name in file.namelist()}


@pytest.fixture(scope="module")
def contents() -> dict[str, bytes]:
    return unpacked(data_zip(archive(), ADDRESS))


@pytest.fixture
def folder(contents: dict[str, bytes], tmp_path: Path) -> Path:
    """The bundle on disk."""
    for name, data in contents.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    return tmp_path


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A copy of the data folder, to be changed."""
    return Path(shutil.copytree(archive().folder, tmp_path / "book"))


def test_all_files_are_in_it_as_they_are(contents: dict[str, bytes]) -> None:
    book = archive().folder
    on_disk = {f"data/{path.relative_to(book).as_posix()}": path.read_bytes() for path in book.rglob("*.*")}
    assert {name: data for name, data in contents.items() if name.startswith("data/")} == on_disk
    rest = {name for name in contents if not name.startswith("data/")}
    assert rest == {
        *(f"README.{code}.txt" for code in LANGUAGE_CODES),
        "citations.csv",
        "csv-metadata.json",
        "datapackage.json",
    }


def test_what_is_changed_or_removed_after_the_check_is_not_in_it(kept: Path) -> None:
    checked = read_archive(kept)
    before = (kept / "sources.csv").read_bytes()
    (kept / "sources.csv").write_bytes(b"half of a co")
    shutil.rmtree(kept / "4-fes-2023")
    held = unpacked(data_zip(checked, ADDRESS))
    assert held["data/sources.csv"] == before
    assert "data/4-fes-2023/visitors.csv" in held


def test_an_edition_that_does_not_stand_is_not_in_it(kept: Path) -> None:
    (kept / "3-tangier-2019" / "staff.csv").write_text("nonsense\n")
    held = unpacked(data_zip(read_archive(kept), ADDRESS))
    assert "data/2-marrakech-2018/staff.csv" in held
    assert not [name for name in held if name.startswith("data/3-tangier-2019/")]


def test_same_data_make_the_same_bytes() -> None:
    assert data_zip(archive(), ADDRESS) == data_zip(read_archive(), ADDRESS)


def test_nothing_else_leaves_the_folder(kept: Path) -> None:
    (kept / "draft.csv").write_text("s3cr3t")
    (kept / "4-fes-2023" / "visitors.csv.bak").write_text("s3cr3t")
    (kept / ".hidden").write_text("s3cr3t")
    names = unpacked(data_zip(read_archive(kept), ADDRESS))
    assert not [name for name in names if b"s3cr3t" in names[name]]


def test_an_edition_with_faults_stays_out(kept: Path) -> None:
    (kept / "2-marrakech-2018" / "staff.csv").write_text("nonsense")
    found = read_archive(kept)
    assert 2 not in found.numbers
    names = unpacked(data_zip(found, ADDRESS))
    assert not [name for name in names if "marrakech" in name]
    assert "data/4-fes-2023/staff.csv" in names


# Frictionless


def errors(folder: Path) -> set[str]:
    """What the Frictionless framework finds wrong in a package: {"foreign-key", …}."""
    with frictionless.system.use_context(trusted=True):  # it distrusts the absolute path of a temporary folder
        report = frictionless.validate(str(folder / "datapackage.json"))
    assert report.stats["tasks"] > 50 or report.errors
    return {error.type for error in [*report.errors, *(error for task in report.tasks for error in task.errors)]}


def test_package_and_data_are_valid(folder: Path) -> None:
    assert errors(folder) == set()


def test_files_as_offices_leave_them_make_the_same_package(kept: Path, contents: dict[str, bytes]) -> None:
    """Semicolons, a mark, CRLF, empty lines, times with seconds and Arabic digits in; the form of the standards out."""
    for path in kept.rglob("*.csv"):
        rows = list(csv.reader(io.StringIO(path.read_text(), newline="")))
        written = io.StringIO()
        for row in rows:
            filled = ["14:00:00" if cell == "14:00" else cell for cell in row]
            while not filled[-1]:  # as Excel does
                filled.pop()
            csv.writer(written, delimiter=";").writerow(filled)
            written.write("\r\n" if len(row) % 2 else "")
        path.write_bytes(("\ufeff" + written.getvalue() + "\r\n\r\n").encode())
    visitors = kept / "4-fes-2023" / "visitors.csv"
    visitors.write_text(visitors.read_text().replace("1150000", "١١٥٠٠٠٠"))
    assert unpacked(data_zip(read_archive(kept), ADDRESS)) == contents


def test_a_row_with_a_fault_is_not_published(kept: Path) -> None:
    (kept / "3-tangier-2019" / "staff.csv").write_text("nonsense\n")
    held = unpacked(data_zip(read_archive(kept), ADDRESS))
    assert b"3-tangier-2019" not in held["data/editions.csv"]
    cited = list(csv.DictReader(io.StringIO(held["citations.csv"].decode("utf-8-sig"))))
    lines = held["data/editions.csv"].decode().splitlines()
    for row in cited:
        if row["file"] == "data/editions.csv":
            assert row["source"] in lines[int(row["line"]) - 1]


FAULTS = [
    ("data/4-fes-2023/visitors.csv", "preferred", "favourite", "constraint-error"),
    ("data/4-fes-2023/vehicles.csv", "150,exact", "many,exact", "type-error"),
    ("citations.csv", "seed-article", "unknown-article", "foreign-key"),
    ("data/editions.csv", "4,4-fes-2023", "3,4-fes-2023", "primary-key"),
]


def test_the_check_would_find_a_fault(folder: Path) -> None:
    for file, given, changed, _ in FAULTS:
        spoil(folder / file, given, changed)
    assert errors(folder) == {"byte-count", "hash-count", *(error for *_, error in FAULTS)}
    spoil(folder / "datapackage.json", '"name": "abwab"', '"name": 5')
    assert errors(folder) == {"package-error"}


def spoil(path: Path, given: str, changed: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert given in text
    path.write_text(text.replace(given, changed, 1), encoding="utf-8")


def test_descriptor_has_every_table_with_its_columns(contents: dict[str, bytes]) -> None:
    resources = package_descriptor(archive(), ADDRESS)["resources"]
    assert {resource["path"] for resource in resources} == {name for name in contents if name.endswith(".csv")}
    for resource in resources:
        head = next(csv.reader(io.StringIO(contents[resource["path"]].decode("utf-8-sig"))))
        assert [field["name"] for field in resource["schema"]["fields"]] == head
        assert resource["bytes"] == len(contents[resource["path"]])
        assert resource["title"]
        assert resource["description"]
    assert len({resource["name"] for resource in resources}) == len(resources)


def test_columns_are_those_of_the_archive() -> None:
    assert {stem: tuple(field.name for field in TABLE_SCHEMAS[stem].fields) for stem in MODELLED} == {
        stem: model.columns() for stem, model in MODELLED.items()
    }
    used = {field.title for form in TABLE_SCHEMAS.values() for field in form.fields}
    assert used == set(FIELD_TITLES.values())


def test_closed_lists_are_those_of_the_archive() -> None:
    enums = {
        (stem, field.name): field.choices
        for stem, form in TABLE_SCHEMAS.items()
        for field in form.fields
        if field.choices
    }
    assert enums["visitors", "qualifier"] == vocabulary.QUALIFIER_CODES
    assert enums["reach", "measure"] == vocabulary.REACH_MEASURES
    assert enums["left_out", "reason"] == vocabulary.LEFT_OUT_REASONS
    assert ("left_out", "measure") not in enums


def test_every_source_is_named() -> None:
    assert len(package_descriptor(archive(), ADDRESS)["sources"]) == len(archive().sources)


def test_licence_only_where_the_institution_has_stated_one() -> None:
    assert "licenses" not in package_descriptor(archive(), ADDRESS)
    assert "dc:license" not in csvw_metadata(archive(), ADDRESS)
    assert "Licence: not stated" in package_descriptor(archive(), ADDRESS)["description"]
    stating = archive().organisation.model_copy(update={"licence": "CC-BY-4.0", "contact": "press@example.ma"})
    stated: Archive = replace(archive(), organisation=stating)
    described = package_descriptor(stated, ADDRESS)
    assert described["licenses"] == [{"name": "CC-BY-4.0", "path": "https://spdx.org/licenses/CC-BY-4.0.html"}]
    assert csvw_metadata(stated, ADDRESS)["dc:license"] == {"@id": "https://spdx.org/licenses/CC-BY-4.0.html"}
    assert described["contributors"][0]["email"] == "press@example.ma"
    assert "Licence: CC-BY-4.0" in described["description"]


def test_no_address_is_made_up() -> None:
    assert "homepage" not in package_descriptor(archive(), "")
    assert "dc:source" not in csvw_metadata(archive(), "")


def test_citations_are_the_sources_of_each_line(contents: dict[str, bytes]) -> None:
    rows = list(csv.DictReader(io.StringIO(contents["citations.csv"].decode("utf-8-sig"))))
    told: dict[tuple[str, int], list[str]] = {}
    for row in rows:
        told.setdefault((row["file"].removeprefix("data/"), int(row["line"])), []).append(row["source"])
    claims = {
        (claim.file, claim.line): list(claim.sources)
        for topic in vocabulary.TOPICS
        for claim in archive().claims(topic)
    }
    assert {place: sources for place, sources in told.items() if place in claims} == claims
    others = {file for file, _ in set(told) - set(claims)}
    assert others == {"definitions.csv", "editions.csv", "gaps.csv", "left_out.csv"}


def test_definitions_stand_in_the_descriptors_and_the_readmes(contents: dict[str, bytes]) -> None:
    described = package_descriptor(archive(), ADDRESS)
    values = {
        resource["name"].split("-")[-1]: field["description"]
        for resource in described["resources"]
        for field in resource["schema"]["fields"]
        if field["name"] == "value" and "description" in field
    }
    assert set(values) == {"visitors", "staff", "vehicles", "pavilions", "programme", "reach", "site"}
    assert "whether a person who came twice was counted twice" in values["visitors"]
    assert "Demonstrations." in values["programme"]
    assert "Seminars." in values["programme"]
    said = {"ar": "قد احتسب مرتين", "fr": "a été comptée deux fois", "en": "was counted twice"}
    tables = {table["url"]: table for table in csvw_metadata(archive(), ADDRESS)["tables"]}
    columns = tables["data/4-fes-2023/visitors.csv"]["tableSchema"]["columns"]
    given = by_language(next(column["dc:description"] for column in columns if column["name"] == "value"))
    for code, words in said.items():
        assert words in given[code]
        readme = contents[f"README.{code}.txt"].decode("utf-8-sig")
        assert words in readme
        assert readme.index(words) < readme.index(Language(code).text("How to cite"))  # type: ignore[arg-type]
    assert b"data/definitions.csv" in contents["README.en.txt"]
    assert contents["data/definitions.csv"] == archive().files["definitions.csv"]


# CSV on the Web


def by_language(values: list[dict[str, str]]) -> dict[str, str]:
    return {value["@language"]: value["@value"] for value in values}


def columns(described: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for table in described["tables"]:
        yield from table["tableSchema"]["columns"]


def test_columns_have_titles_in_three_languages() -> None:
    described = csvw_metadata(archive(), ADDRESS)
    assert described["@context"][0] == "http://www.w3.org/ns/csvw"
    for column in columns(described):
        titles = column["titles"]
        assert set(titles) == {"und", *LANGUAGE_CODES}
        assert titles["und"] == column["name"]  # what the file begins with, so that the titles fit it
        assert all(titles[code] and not FOREIGN[code].search(titles[code]) for code in LANGUAGE_CODES)
    for table in described["tables"]:
        for what in ("dc:title", "dc:description"):
            assert set(by_language(table[what])) == set(LANGUAGE_CODES)
            assert all(text and not FOREIGN[code].search(text) for code, text in by_language(table[what]).items())
        for code in LANGUAGE_CODES:  # no two columns of a table have one title
            named = [column["titles"][code] for column in table["tableSchema"]["columns"]]
            assert len(set(named)) == len(named), named


def test_csvw_describes_the_same_tables() -> None:
    tables = csvw_metadata(archive(), ADDRESS)["tables"]
    resources = package_descriptor(archive(), ADDRESS)["resources"]
    assert [(table["url"], [column["name"] for column in table["tableSchema"]["columns"]]) for table in tables] == [
        (resource["path"], [field["name"] for field in resource["schema"]["fields"]]) for resource in resources
    ]
    lists = {column["name"] for column in columns(csvw_metadata(archive(), ADDRESS)) if column.get("separator") == ";"}
    assert lists == {"sources", "translated", "partner", "reason"}


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # which rdflib itself uses
@pytest.mark.filterwarnings("always:Invalid column value")  # csvw collects them
def test_csvw_is_valid_and_so_are_the_files_by_it(folder: Path) -> None:
    """By the library csvw, which reads each file as its description says."""
    read = csvw.CSVW(str(folder / "csv-metadata.json"), validate=True)
    assert read.is_valid, [str(warning.message) for warning in read.warnings]
    assert not read.warnings
    broken = folder / "data" / "4-fes-2023" / "visitors.csv"
    broken.write_text(broken.read_text(encoding="utf-8").replace("1150000", "many"), encoding="utf-8")
    assert not csvw.CSVW(str(folder / "csv-metadata.json"), validate=True).is_valid


def test_descriptors_say_when_what_and_which_release() -> None:
    book = archive()
    release = Publication(
        7, datetime(2027, 5, 17, 10, tzinfo=UTC), "revision", {}, (), 7, lambda _: book, lambda _: None
    )
    published = book.published_as(release)
    frictionless_told, told = package_descriptor(published, ADDRESS), csvw_metadata(published, ADDRESS)
    assert frictionless_told["temporal"] == {"start": "2017-09-14", "end": "2025-05-21"}
    assert told["dc:temporal"] == "2017-09-14/2025-05-21"
    assert (frictionless_told["version"], told["schema:version"]) == ("7", "7")
    assert frictionless_told["created"] == told["dc:issued"] == "2027-05-17T10:00:00Z"
    measures = [measure["name"] for measure in frictionless_told["measures"]]
    assert measures == [variable["schema:propertyID"] for variable in told["schema:variableMeasured"]]
    assert set(measures) == set(book.definitions)
    for variable in told["schema:variableMeasured"]:
        names = by_language(variable["schema:name"])
        assert all(names[code] and not FOREIGN[code].search(names[code]) for code in LANGUAGE_CODES)


# An open-data portal


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # which rdflib itself uses
def test_the_bundle_for_a_portal_has_an_entry_in_three_languages(kept: Path, contents: dict[str, bytes]) -> None:
    (kept / "emblem.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', encoding="utf-8")
    held = unpacked(portal_zip(read_archive(kept), ADDRESS))
    assert set(held) == {*contents, "dataset.jsonld", "logo.svg"}
    entry = json.loads(held["dataset.jsonld"])
    for what in ("dct:title", "dct:description"):
        assert set(by_language(entry[what])) == set(LANGUAGE_CODES)
    assert entry["dct:publisher"]["foaf:logo"] == "logo.svg"
    assert entry["dcat:distribution"]["dcat:downloadURL"] == {"@id": "https://abwab.example/data.zip"}
    assert entry["dct:temporal"]["dcat:endDate"]["@value"] == "2025-05-21"
    graph = Graph().parse(data=held["dataset.jsonld"], format="json-ld")
    (dataset,) = graph.subjects(RDF.type, DCAT.Dataset)
    titles = [title for title in graph.objects(dataset, DCTERMS.title) if isinstance(title, Literal)]
    assert {title.language for title in titles} == set(LANGUAGE_CODES)
    assert list(graph.objects(dataset, DCAT.distribution))


def test_the_bundle_for_a_portal_makes_nothing_up() -> None:
    held = unpacked(portal_zip(archive(), ""))
    assert not [name for name in held if name.startswith("logo")]
    entry = json.loads(held["dataset.jsonld"])
    assert not {"dct:license", "dcat:contactPoint", "dcat:landingPage", "dcat:version", "dct:identifier"} & set(entry)


# README


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_readme_is_in_one_language(contents: dict[str, bytes], code: LanguageCode) -> None:
    text = contents[f"README.{code}.txt"].decode("utf-8-sig")
    assert not MARKED.search(text)
    # Names of files and of columns, codes and the address are the same in every language.
    words = re.sub(r"(?m)^(\S*\.csv|[a-z]+|https:.*)$|^    \w+ = ", "", text)
    assert not FOREIGN[code].search(words)
    language = Language(code)
    for said in ("How to read", "How to cite", "The files", "not stated"):
        assert language.text(said) in text
    assert ADDRESS in text
    assert archive().organisation.name[code] in text


def test_descriptors_are_json_without_marks(contents: dict[str, bytes]) -> None:
    for name in ("datapackage.json", "csv-metadata.json"):
        assert json.loads(contents[name])
        assert not MARKED.search(contents[name].decode())
