"""A small record book without a fault, and the means to spoil it in one place."""

import csv
import io
from pathlib import Path

CLAIM = "value,qualifier,rank,reason,sources,note"
NAMES = "name_ar,name_fr,name_en,translated"

FILES = {
    "organisation.toml": """\
short_name = "DGSN"
contact = "presse@dgsn.example"
licence = "CC BY 4.0"
public_address = "https://abwab.example"
languages = ["ar", "fr", "en"]
default_focus = 2

[name]
ar = "الأمن الوطني"
fr = "Sûreté nationale"
en = "National Security"

[event]
ar = "أيام الأبواب المفتوحة"
fr = "Journées portes ouvertes"
en = "Open Days"
""",
    "editions.csv": """\
number,folder,first_day,last_day,city_ar,city_fr,city_en,venue_ar,venue_fr,venue_en,slogan_ar,slogan_fr,slogan_en,translated,latitude,longitude,sources,note
1,1-rabat-2021,2021-06-01,2021-06-03,الرباط,Rabat,Rabat,,,,,,,,34.02,-6.83,dgsn-2021,
2,2-sale-2022,2022-06-01,2022-06-03,سلا,Salé,Sale,الملعب,Stade,Stadium,,,,venue_fr;venue_en,34.04,-6.8,dgsn-2022,
""",
    "sources.csv": """\
id,publisher,title,url,published,accessed,language,kind,note
dgsn-2021,DGSN,بلاغ,https://www.dgsn.example/2021,2021-06-04,2022-01-05,ar,official,
press-2021,Le Journal,Portes ouvertes,https://journal.example/2021?a=b,2021-06,,fr,press,
dgsn-2022,DGSN,,,2022,,ar,official,
""",
    "left_out.csv": """\
edition,topic,measure,breakdown,value,qualifier,sources,reason,note
1,visitors,visitors_per_day,,20000,about,press-2021,calculated,An average
""",
    "1-rabat-2021/visitors.csv": f"""\
first_day,last_day,until,audience,unit,{CLAIM}
2021-06-01,2021-06-03,,all,visitors,60000,nearly,preferred,official,dgsn-2021;press-2021,
2021-06-01,2021-06-03,,all,visitors,65000,about,normal,press,press-2021,
2021-06-01,2021-06-01,,all,visitors,10000,exact,normal,,dgsn-2021,
2021-06-02,2021-06-03,,all,visitors,45000,over,normal,,dgsn-2021,
2021-06-01,2021-06-02,14:00,all,visitors,20000,over,normal,,press-2021,
2021-06-01,2021-06-03,,pupils,percent,12.5,exact,normal,,press-2021,
2021-06-03,2021-06-03,,all,visitors,99000,about,deprecated,contradicted,press-2021,
""",
    "1-rabat-2021/staff.csv": f"""\
group,{NAMES},{CLAIM}
all,,,,,2300,exact,normal,,dgsn-2021,
mounted_police,الخيالة,Police montée,Mounted police,en,,,normal,,dgsn-2021,
""",
    "1-rabat-2021/vehicles.csv": f"category,{NAMES},{CLAIM}\nall,,,,,150,exact,normal,,dgsn-2021,\n",
    "1-rabat-2021/pavilions.csv": f"""\
kind,pavilion,theme,partner,{NAMES},{CLAIM}
stand,all,,,,,,,17,exact,normal,,dgsn-2021,
stand,forensics,forensics,,الشرطة العلمية,Police scientifique,Forensics,,,,normal,,dgsn-2021,
stand,rights,rights,rights_council,حقوق الإنسان,Droits de l'Homme,Human rights,fr;en,,,normal,,dgsn-2021,
""",
    "1-rabat-2021/partners.csv": f"""\
partner,role,{NAMES},{CLAIM}
rights_council,joint_stand,المجلس الوطني,Conseil national,National council,,,,normal,,dgsn-2021,
""",
    "1-rabat-2021/programme.csv": f"""\
kind,item,theme,day,{NAMES},{CLAIM}
demonstration,all,,,,,,,,dozens,normal,,dgsn-2021,
seminar,digital_identity,technology,2021-06-02,الهوية الرقمية,Identité numérique,Digital identity,,,,normal,,dgsn-2021,
ceremony,opening,,2021-05-31,الافتتاح,Ouverture,Opening,,,,normal,,dgsn-2021,
""",
    "1-rabat-2021/reach.csv": f"""\
measure,last_day,{CLAIM}
online_views,,90000000,over,normal,,dgsn-2021,
online_positive_percent,2021-06-02,91.5,exact,normal,,dgsn-2021,
blood_donors,,465,exact,normal,,dgsn-2021,
""",
    "1-rabat-2021/site.csv": f"measure,{CLAIM}\narea_m2,12000.5,exact,normal,,dgsn-2021,\n",
    "2-sale-2022/visitors.csv": f"""\
first_day,last_day,until,audience,unit,{CLAIM}
2022-06-01,2022-06-03,,all,visitors,80000,exact,normal,,dgsn-2022,
""",
    "2-sale-2022/staff.csv": f"group,{NAMES},{CLAIM}\n",
    "2-sale-2022/vehicles.csv": f"category,{NAMES},{CLAIM}\n",
    "2-sale-2022/pavilions.csv": f"kind,pavilion,theme,partner,{NAMES},{CLAIM}\n",
    "2-sale-2022/partners.csv": f"partner,role,{NAMES},{CLAIM}\n",
    "2-sale-2022/programme.csv": f"kind,item,theme,day,{NAMES},{CLAIM}\n",
    "2-sale-2022/reach.csv": f"measure,last_day,{CLAIM}\n",
    "2-sale-2022/site.csv": f"measure,{CLAIM}\n",
}
FIRST, SECOND = "1-rabat-2021", "2-sale-2022"
VISITORS = f"{FIRST}/visitors.csv"


class Book:
    """The files of a record book in `folder`. Lines count from 1, the header among them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for file, text in FILES.items():
            self.write(file, text)

    def write(self, file: str, text: str | bytes) -> None:
        """Make a file hold this and nothing else."""
        path = self.folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)

    def text(self, file: str) -> str:
        """All of a file."""
        return (self.folder / file).read_bytes().decode()

    def put(self, file: str, line: int, text: str) -> None:
        """Replace a line, or write one after the last."""
        lines = self.text(file).splitlines()
        lines[line - 1 : line] = [text]
        self.write(file, "\n".join(lines) + "\n")

    def line(self, file: str, line: int) -> str:
        """The text of a line."""
        return self.text(file).splitlines()[line - 1]

    def cell(self, file: str, line: int, column: str, text: str) -> None:
        """Replace one cell."""
        header, row = (next(csv.reader([self.line(file, number)])) for number in (1, line))
        row[header.index(column)] = text
        out = io.StringIO()
        csv.writer(out, lineterminator="").writerow(row)
        self.put(file, line, out.getvalue())
