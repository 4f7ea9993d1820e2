"""What can be wrong with a record book: each fault by how it is made, where it is reported, and what is said."""

from collections.abc import Callable
from dataclasses import dataclass

from .book import FIRST, SECOND, VISITORS, Book

Change = Callable[[Book], object]


@dataclass(frozen=True)
class Fault:
    """`change` makes it; the message holds each of `says`."""

    name: str
    change: Change
    file: str
    line: int
    column: str
    says: tuple[str, ...]


def cell(file: str, line: int, column: str, text: str, *says: str, at: str = "", shown: str = "") -> Fault:
    """A fault that one cell makes; `at` is the column of the report if it is another, `shown` how the text reads."""
    value = f'"{shown or text}"' if text else "empty"
    return Fault(
        f"{file} {column} {text}",
        lambda book: book.cell(file, line, column, text),
        file,
        line,
        at or column,
        (value, *says),
    )


def other(name: str, change: Change, file: str, line: int, column: str, *says: str) -> Fault:
    """A fault of any other kind."""
    return Fault(name, change, file, line, column, says)


def both(one: Change, other: Change) -> Change:
    """Two changes, one after the other."""

    def change(book: Book) -> None:
        one(book)
        other(book)

    return change


PAVILIONS, PARTNERS, PROGRAMME, STAFF, REACH, SITE, VEHICLES = (
    f"{FIRST}/{topic}.csv" for topic in ("pavilions", "partners", "programme", "staff", "reach", "site", "vehicles")
)
TOTAL = "2021-06-01,2021-06-03,,all,visitors"

# fmt: off
FAULTS = [
    # numbers
    cell(VISITORS, 4, "value", "abc", "is not a whole number", "digits such as 145000"),
    cell(VISITORS, 4, "value", "-10000", "is negative", "digits such as 145000"),
    cell(VISITORS, 4, "value", "10000.5", "is not a whole number", "digits such as 145000"),
    cell(VISITORS, 4, "value", "1e4", "is not a whole number"),
    cell(VISITORS, 4, "value", "36828331", "the country's population", "at most 36828330"),
    cell(STAFF, 2, "value", "36828331", "the country's population", "at most 36828330"),
    cell(REACH, 4, "value", "36828331", "the country's population", "at most 36828330"),
    cell(REACH, 2, "value", "20000000001", "at most 20000000000"),
    cell(REACH, 3, "value", "100.5", "at most 100"),
    cell(SITE, 2, "value", "100000001", "at most 100000000"),
    cell(VISITORS, 7, "value", "100.1", "at most 100"),
    cell(VISITORS, 7, "value", "-1", "is negative"),
    cell(VISITORS, 7, "value", "12%", "is not a number", "such as 12.5"),
    cell("left_out.csv", 2, "value", "many", "is not a number"),
    *(
        cell(VISITORS, 2, "value", grouped, "has separators between its digits", "write 1150000", shown=shown)
        for grouped, shown in (
            ("1.150.000", "1.150.000"),
            ("1 150 000", "1 150 000"),
            ("1,150,000", "1,150,000"),
            ("1\u00a0150\u202f000", "1\\xa0150\\u202f000"),
            ("١٬١٥٠٬٠٠٠", "١٬١٥٠٬٠٠٠"),
        )
    ),
    cell(VISITORS, 7, "value", "12,5", "write 12.5"),
    # words of closed lists
    cell(VISITORS, 4, "qualifier", "abuot", 'did you mean "about"?', "expected one of exact, about, nearly, over"),
    cell(VISITORS, 4, "rank", "best", "is not a rank", "expected one of preferred, normal, deprecated"),
    cell(VISITORS, 8, "reason", "wrong", "is not a reason", "contradicted, misread, ambiguous, slip, other_scope"),
    cell(VISITORS, 3, "reason", "official", "is not a reason for the rank normal", "press"),
    cell(VISITORS, 8, "reason", "", "contradicted, misread"),
    cell(VISITORS, 4, "unit", "people", "is not a unit", "expected one of visitors, percent"),
    cell(VISITORS, 4, "audience", "adults", "is not an audience", "pupils"),
    cell(PAVILIONS, 3, "theme", "forensic", 'did you mean "forensics"?'),
    cell(PAVILIONS, 3, "theme", "", "needs a theme"),
    cell(PAVILIONS, 3, "kind", "tent", "is not a kind of pavilion", "stand, space, subject, group"),
    cell(PROGRAMME, 3, "kind", "talk", "is not a kind of programme item", "seminar"),
    cell(PROGRAMME, 3, "theme", "tech", "is not a theme"),
    cell(PARTNERS, 2, "role", "friend", "is not a role", "joint_stand"),
    cell(REACH, 4, "measure", "blood", "is not a measure of reach", "blood_donors"),
    cell(SITE, 2, "measure", "area", "is not a measure of the site", "area_m2"),
    cell("left_out.csv", 2, "reason", "average", "is not a reason for leaving something out", "calculated"),
    cell("left_out.csv", 2, "qualifier", "rather", "is not a qualifier"),
    *(
        cell(VISITORS, 4, "qualifier", words, f"is the wording of a source; write {code}")
        for words, code in (
            ("ما يناهز", "nearly"),
            ("حوالي 10.000", "about"),
            ("أزيد من", "over"),
            ("quelque", "about"),
            ("Près de", "nearly"),
            ("More than", "over"),
            ("ما لا يقل عن", "at_least"),
            ("jusqu’à", "up_to"),
        )
    ),
    cell("left_out.csv", 2, "edition", "7", "is not an edition", "expected one of 1, 2"),
    cell("sources.csv", 3, "language", "es", "is not a language", "ar, fr, en"),
    cell("sources.csv", 3, "kind", "blog", "is not a kind of source", "official, agency, press"),
    # sources
    cell(VISITORS, 4, "sources", "dgsm-2021", "is not a known source", 'did you mean "dgsn-2021"?', "sources.csv"),
    cell(VISITORS, 4, "sources", "", "the id of a source"),
    cell(VISITORS, 4, "sources", "dgsn-2021;", "is not a list", "one;two"),
    cell(VISITORS, 4, "sources", "dgsn-2021;dgsn-2021", 'names "dgsn-2021" twice'),
    cell("editions.csv", 2, "sources", "nobody-2021", "is not a known source"),
    cell("left_out.csv", 2, "sources", "nobody-2021", "is not a known source"),
    cell("sources.csv", 3, "url", "journal.example/2021", "is not a web address", "https://"),
    cell("sources.csv", 3, "url", "javascript:alert(1)", "is not a web address"),
    cell("sources.csv", 3, "url", "https://", "is not a web address"),
    cell("sources.csv", 3, "published", "June 2021", "is a date in another form; write 2021-06"),
    cell("sources.csv", 3, "published", "2021-13", "is not a date"),
    cell("sources.csv", 3, "accessed", "2021-06-31", "is not a date"),
    other(
        "source twice",
        lambda b: b.put("sources.csv", 5, b.line("sources.csv", 3)),
        "sources.csv", 5, "id", '"press-2021"', "line 3", "expected another id",
    ),
    other(
        "source with a bad id",
        lambda b: b.put("sources.csv", 5, "Le Monde,,,,,,fr,press,"),
        "sources.csv", 5, "id", '"Le Monde"', "expected lower-case letters",
    ),
    # days
    cell(VISITORS, 4, "last_day", "2021-06-04", "not a day of this edition", "from 2021-06-01 to 2021-06-03"),
    cell(VISITORS, 5, "first_day", "2021-05-31", "not a day of this edition", "from 2021-06-01 to 2021-06-03"),
    cell(VISITORS, 5, "last_day", "2021-06-01", "is before the first day, 2021-06-02"),
    cell(VISITORS, 4, "first_day", "01/06/2021", "another form; write 2021-06-01, or 2021-01-06 if"),
    cell(VISITORS, 4, "first_day", "first", "is not a day", "2023-05-17"),
    cell(VISITORS, 4, "first_day", "1er juin 2021", "write 2021-06-01"),
    cell(VISITORS, 4, "first_day", "2021-06-31", "is not in the calendar"),
    cell(VISITORS, 4, "first_day", "20210601", "write 2021-06-01"),
    cell(VISITORS, 4, "first_day", "", "expected a date"),
    cell(VISITORS, 6, "until", "14h", "is a time in another form; write 14:00"),
    cell(VISITORS, 6, "until", "noon", "is not a time of day", "14:00", "during"),
    cell(VISITORS, 6, "until", "24:30", "is not a time of day"),
    cell(PROGRAMME, 3, "day", "2021-06-04", "not a day of this edition"),
    cell(PROGRAMME, 3, "day", "2021-05-31", "not a day of this edition"),
    cell(PROGRAMME, 4, "day", "2021-05-30", "not a day of this edition"),
    cell(REACH, 3, "last_day", "2021-07-01", "not a day of this edition"),
    cell("editions.csv", 2, "last_day", "2021-05-30", "is before the first day, 2021-06-01"),
    cell("editions.csv", 2, "first_day", "June", "is not a day"),
    # claims
    cell(VISITORS, 4, "qualifier", "", "the value needs its qualifier", "exact, about"),
    cell(VISITORS, 4, "qualifier", "dozens", "the value needs its qualifier", "exact, about"),
    cell(STAFF, 3, "qualifier", "about", "has no value beside it", "dozens"),
    cell(PROGRAMME, 2, "qualifier", "", "expected a number", at="value"),
    other(
        "count without value",
        lambda b: b.put(VISITORS, 4, "2021-06-01,2021-06-01,,all,visitors,,,normal,,dgsn-2021,"),
        VISITORS, 4, "value", "the cell is empty", "expected a number",
    ),
    cell(PAVILIONS, 4, "partner", "road_agency", "is not a partner of this edition", "partners.csv"),
    cell(PAVILIONS, 3, "pavilion", "Forensics", "is not a short name", "as in road_safety"),
    cell("editions.csv", 3, "translated", "venue", "is not a column of names", 'did you mean "venue_'),
    cell(STAFF, 3, "translated", "es", "is not a language"),
    # ruined words
    cell(STAFF, 3, "name_ar", "????? ???", "has lost letters"),
    cell(STAFF, 3, "name_ar", "\ufffdلخيالة", "has lost letters"),
    cell(STAFF, 3, "name_fr", "Police mont?e", "has lost letters"),
    cell(STAFF, 3, "name_ar", "الخيالة".encode().decode("cp1252", "ignore"), "read in a wrong encoding"),
    cell(STAFF, 3, "name_ar", "الخيالة".encode().decode("cp1256"), "read in a wrong encoding"),
    cell(STAFF, 3, "name_fr", "Police montÃ©e", "read in a wrong encoding"),
    cell(STAFF, 3, "name_fr", "#NOM?", "the error of a spreadsheet's formula"),
    cell(STAFF, 3, "name_ar", "Mounted police", "has no Arabic letter", "expected the text in Arabic"),
    cell(STAFF, 3, "name_fr", "الخيالة", "letters of another script", "expected the text in French"),
    cell(STAFF, 3, "name_en", "Моunted", "letters of another script", "expected the text in English"),
    cell(STAFF, 3, "note", "#REF!", "the error of a spreadsheet's formula"),
    cell("editions.csv", 3, "city_ar", "Sale", "has no Arabic letter"),
    cell("editions.csv", 3, "venue_en", "???", "has lost letters"),
    cell("sources.csv", 2, "title", "Ø¨Ù„Ø§Øº", "read in a wrong encoding"),
    # names
    cell(STAFF, 3, "name_fr", "", "the translation is missing", "French", '"mounted_police"'),
    cell(PROGRAMME, 3, "name_ar", "", "the translation is missing", "Arabic"),
    cell(PARTNERS, 2, "name_en", "", "the translation is missing", "English"),
    cell("editions.csv", 2, "city_fr", "", "the translation is missing", "French"),
    cell("editions.csv", 3, "venue_ar", "", "the translation is missing", "Arabic"),
    other(
        "slogan in two languages",
        both(
            lambda b: b.cell("editions.csv", 3, "slogan_en", "Near"),
            lambda b: b.cell("editions.csv", 3, "slogan_fr", "Près"),
        ),
        "editions.csv", 3, "slogan_ar", "the translation is missing", "Arabic",
    ),
    cell(STAFF, 2, "name_en", "Officers", "belongs to a named row", "expected an empty cell", '"all"'),
    cell(PAVILIONS, 2, "theme", "rights", "belongs to a named row"),
    cell(PAVILIONS, 2, "partner", "rights_council", "belongs to a named row"),
    cell(PROGRAMME, 2, "day", "2021-06-02", "belongs to a named row"),
    cell(STAFF, 2, "translated", "fr", "belongs to a named row"),
    # ranks between rows
    other(
        "two preferred",
        lambda b: b.put(VISITORS, 3, f"{TOTAL},65000,about,preferred,official,press-2021,"),
        VISITORS, 3, "rank", '"preferred"', "after line 2", "expected one preferred claim",
    ),
    other(
        "none preferred",
        lambda b: b.put(VISITORS, 2, f"{TOTAL},60000,nearly,normal,press,dgsn-2021,"),
        VISITORS, 2, "rank", '"normal"', "lines 2, 3", "expected one of them to be preferred",
    ),
    other(
        "duplicate",
        lambda b: b.put(VISITORS, 9, b.line(VISITORS, 4)),
        VISITORS, 9, "row", "duplicate of line 4", '"10000"', "expected one row that names all its sources",
    ),
    other(
        "duplicate in other digits",
        lambda b: b.put(VISITORS, 9, "2021-06-01,2021-06-01,,all,visitors,١٠٠٠٠,exact,normal,,press-2021,"),
        VISITORS, 9, "row", "duplicate of line 4",
    ),
    other(
        "names that differ",
        lambda b: b.put(STAFF, 4, "mounted_police,الخيالة,Cheval,Mounted police,en,9,exact,deprecated,slip,dgsn-2021,"),
        STAFF, 4, "name_fr", '"Cheval"', "line 3", 'expected "Police montée"',
    ),
    # structure
    other(
        "spaces",
        lambda b: b.cell(VISITORS, 4, "unit", " visitors"),
        VISITORS, 4, "unit", '" visitors" has spaces around it', 'expected "visitors"',
    ),
    other(
        "missing column",
        lambda b: b.put(f"{SECOND}/site.csv", 1, "measure,value,qualifier,rank,reason,sources"),
        f"{SECOND}/site.csv", 1, "note", '"note" is missing', "expected the header measure,value",
    ),
    other(
        "extra column",
        lambda b: b.put(f"{SECOND}/site.csv", 1, "measure,value,qualifier,rank,reason,sources,note,city"),
        f"{SECOND}/site.csv", 1, "city", '"city" is not a column', "expected the header measure,value",
    ),
    other(
        "column twice",
        lambda b: b.put(f"{SECOND}/site.csv", 1, "measure,value,value,qualifier,rank,reason,sources,note"),
        f"{SECOND}/site.csv", 1, "value", '"value" is in the header twice', "expected it once",
    ),
    other(
        "no header",
        lambda b: b.write(f"{SECOND}/site.csv", "tents,3,exact,normal,,dgsn-2022,\n"),
        f"{SECOND}/site.csv", 1, "header", '"tents,3,exact', "expected the header measure,value",
    ),
    other(
        "Windows-1256",
        lambda b: b.write(STAFF, b.text(STAFF).replace("é", "e").encode("cp1256")),
        STAFF, 3, "file", "not UTF-8", '"الخيالة"', "Windows-1256", "expected UTF-8",
    ),
    other(
        "Windows-1252",
        lambda b: b.write(VISITORS, (b.text(VISITORS).strip() + "é\n").encode("cp1252")),
        VISITORS, 8, "file", "not UTF-8", '"é"', "Windows-1252", "expected UTF-8",
    ),
    other(
        "UTF-16", lambda b: b.write(STAFF, b.text(STAFF).encode("utf-16")), STAFF, 1, "file", "UTF-16", "expected UTF-8"
    ),
    other("workbook", lambda b: b.write(STAFF, b"PK\x03\x04..."), STAFF, 1, "file", "a workbook", "expected UTF-8"),
    other("zero bytes", lambda b: b.write(STAFF, b"a\nb\0"), STAFF, 1, "file", "from line 2 on", "expected UTF-8"),
    other(
        "short row",
        lambda b: b.put(VISITORS, 4, "2021-06-01,2021-06-01,,all,visitors,10000"),
        VISITORS, 4, "row", '"2021-06-01,2021-06-01,,all', "too few cells: 6", "expected 11",
    ),
    other(
        "long row",
        lambda b: b.put(VISITORS, 4, b.line(VISITORS, 4) + ","),
        VISITORS, 4, "row", "too many cells: 12", "expected 11",
    ),
    other(
        "row of empty cells",
        lambda b: b.put(VISITORS, 9, ",,,,,,,,,,"),
        VISITORS, 9, "row", '",,,,,,,,,,"', "expected the row to be removed",
    ),
    other(
        "rows of empty cells",
        lambda b: b.write(VISITORS, b.text(VISITORS) + 300 * ",,,,,,,,,,\n"),
        VISITORS, 9, "row", "300", "from line 9 to line 308", "delete them",
    ),
    other(
        "empty columns at the right",
        lambda b: b.write(VISITORS, b.text(VISITORS).replace("\n", ",,,\n")),
        VISITORS, 1, "header", "empty columns to the right of the last one: 3", "delete them",
    ),
    other(
        "empty columns at the right of all rows but the header",
        lambda b: b.write(VISITORS, b.text(VISITORS).replace("\n", ",\n").replace("note,", "note")),
        VISITORS, 2, "row", "empty columns to the right of the last one: 1", "delete them",
    ),
    other(
        "title above the header",
        lambda b: b.write(VISITORS, "Visitors of the Open Days,,,,\n\n" + b.text(VISITORS)),
        VISITORS, 1, "file", '"Visitors of the Open Days', "the header, which is in line 3", "delete the rows above",
    ),
    other(
        "line for Excel",
        lambda b: b.write(VISITORS, "sep=,\n" + b.text(VISITORS)),
        VISITORS, 1, "file", '"sep=,"', "a line for Excel alone; delete it",
    ),
    other(
        "remark below the table",
        lambda b: b.put(VISITORS, 9, "Source: DGSN,,,,,,,,,,"),
        VISITORS, 9, "row", '"Source: DGSN', "fills one cell only",
    ),
    other(
        "stray quotation mark",
        lambda b: b.put(VISITORS, 4, b.line(VISITORS, 4) + '"a" b'),
        VISITORS, 4, "row", "quotation mark", "followed by text",
    ),
    other(
        "open quotation mark",
        lambda b: b.put(VISITORS, 8, b.line(VISITORS, 8) + '"a'),
        VISITORS, 8, "row", "quotation mark", "never closed",
    ),
    other("empty file", lambda b: b.write(VISITORS, ""), VISITORS, 1, "file", '""', "expected the header first_day"),
    other("blank file", lambda b: b.write(VISITORS, "\n\n"), VISITORS, 1, "file", "expected the header first_day"),
    other(
        "missing file",
        lambda b: (b.folder / VEHICLES).unlink(),
        VEHICLES, 1, "file", '"vehicles.csv" is missing', "expected the file",
    ),
    other(
        "folder in place of a file",
        both(lambda b: (b.folder / VEHICLES).unlink(), lambda b: (b.folder / VEHICLES).mkdir()),
        VEHICLES, 1, "file", '"vehicles.csv" can\'t be read', "expected a file",
    ),
    # editions
    other(
        "folder without a row",
        lambda b: b.write("3-fes-2023/visitors.csv", "first_day\n"),
        "editions.csv", 1, "folder", '"3-fes-2023"', "expected a row",
    ),
    other(
        "row without a folder",
        lambda b: b.put("editions.csv", 4, "3,2-salle-2022,2023-06-01,2023-06-03,ا,a,a,,,,,,,,,,dgsn-2022,"),
        "editions.csv", 4, "folder", '"2-salle-2022"', 'did you mean "2-sale-2022"', "expected a folder",
    ),
    other(
        "number twice",
        both(
            lambda b: b.cell("editions.csv", 3, "number", "1"),
            lambda b: b.put("organisation.toml", 6, "default_focus = 1"),
        ),
        "editions.csv", 3, "number", '"1" is in line 2 already', "expected another number",
    ),
    other(
        "folder twice",
        lambda b: b.put("editions.csv", 4, "3,2-sale-2022,2023-06-01,2023-06-03,ا,a,a,,,,,,,,,,dgsn-2022,"),
        "editions.csv", 4, "folder", '"2-sale-2022" is in line 3 already', "expected another folder",
    ),
    other(
        "days that overlap",
        both(
            lambda b: b.cell("editions.csv", 3, "first_day", "2021-06-03"),
            lambda b: b.write(f"{SECOND}/visitors.csv", b.line(f"{SECOND}/visitors.csv", 1) + "\n"),
        ),
        "editions.csv", 3, "first_day", '"2021-06-03 – 2022-06-03"', "line 2", "expected days of its own",
    ),
    other(
        "folder elsewhere",
        lambda b: b.put("editions.csv", 4, "3,../data/2-sale-2022,2023-06-01,2023-06-03,ا,a,a,,,,,,,,,,dgsn-2022,"),
        "editions.csv", 4, "folder", '"../data/2-sale-2022" is not a short name', "as in 4-fes-2023",
    ),
    cell("editions.csv", 2, "number", "first", "is not a whole number", "digits such as 145000"),
    cell("editions.csv", 2, "latitude", "3.4", "too low", "at least 20"),
    cell("editions.csv", 2, "longitude", "34.02", "is more than the east of Morocco"),
    cell("editions.csv", 2, "longitude", "west", "is not a number"),
]

ORGANISATION = "organisation.toml"
FAULTS += [
    other(
        "broken TOML",
        lambda b: b.put(ORGANISATION, 3, "licence CC"),
        ORGANISATION, 3, "file", '"licence CC" is not TOML', 'expected lines such as key = "value"',
    ),
    other(
        "TOML that ends early",
        lambda b: b.put(ORGANISATION, 16, 'en = "Open'),
        ORGANISATION, 16, "file", "is not TOML",
    ),
    other(
        "unknown language",
        lambda b: b.put(ORGANISATION, 5, 'languages = ["ar", "es"]'),
        ORGANISATION, 5, "languages", '"es" is not a language', "expected one of ar, fr, en",
    ),
    other(
        "no language",
        lambda b: b.put(ORGANISATION, 5, "languages = []"),
        ORGANISATION, 5, "languages", "one language at least",
    ),
    other(
        "ruined name of the organisation",
        lambda b: b.put(ORGANISATION, 9, 'ar = "????? ??????"'),
        ORGANISATION, 8, "name", "has lost letters",
    ),
    other(
        "focus that is no edition",
        lambda b: b.put(ORGANISATION, 6, "default_focus = 9"),
        ORGANISATION, 6, "default_focus", '"9" is not an edition', "expected one of 1, 2",
    ),
    other(
        "focus that is no number",
        lambda b: b.put(ORGANISATION, 6, 'default_focus = "2"'),
        ORGANISATION, 6, "default_focus", '"2"', 'expected a whole number without quotation marks, or "latest"',
    ),
    other(
        "public address",
        lambda b: b.put(ORGANISATION, 4, 'public_address = "abwab.example"'),
        ORGANISATION, 4, "public_address", '"abwab.example" is not a web address', "expected one such as",
    ),
    other(
        "missing key",
        lambda b: b.put(ORGANISATION, 3, ""),
        ORGANISATION, 1, "licence", '"licence" is missing', "expected a line such as licence =",
    ),
    other(
        "extra key",
        lambda b: b.put(ORGANISATION, 3, 'licence = "CC"\nlogo = "x"'),
        ORGANISATION, 4, "logo", '"logo" is not a key', "expected one of name",
    ),
    other(
        "missing name",
        lambda b: b.put(ORGANISATION, 10, ""),
        ORGANISATION, 8, "name", "expected the languages ar, fr, en",
    ),
    other(
        "empty name",
        lambda b: b.put(ORGANISATION, 15, 'fr = ""'),
        ORGANISATION, 15, "event.fr", '""', "expected a text",
    ),
    other(
        "organisation not in UTF-8",
        lambda b: b.write(ORGANISATION, b.text(ORGANISATION).replace("é", "e").encode("cp1256")),
        ORGANISATION, 9, "file", "Windows-1256", "expected UTF-8",
    ),
    *(
        other(
            f"{file} missing",
            lambda b, file=file: (b.folder / file).unlink(),  # type: ignore[misc]
            file, 1, "file", f'"{file}" is missing',
        )
        for file in (ORGANISATION, "editions.csv", "sources.csv")
    ),
    *(
        other(
            f"column of {file} missing",
            lambda b, file=file: b.put(file, 1, b.line(file, 1).replace(",note", ",notes")),  # type: ignore[misc]
            file, 1, "notes", '"notes" is not a column', 'did you mean "note"?',
        )
        for file in ("editions.csv", "sources.csv", "left_out.csv")
    ),
]

# fmt: on
