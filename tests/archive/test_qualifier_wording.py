"""The words of communiqués: each means one code."""

import pytest

from lib.archive.qualifier_wording import QUALIFIER_WORDINGS, meant_qualifier
from lib.archive.vocabulary import QUALIFIER_CODES


def test_every_code_has_wordings() -> None:
    assert set(QUALIFIER_WORDINGS) == set(QUALIFIER_CODES)


@pytest.mark.parametrize("code", QUALIFIER_CODES)
def test_each_wording_means_its_code(code: str) -> None:
    for words in QUALIFIER_WORDINGS[code]:
        assert meant_qualifier(words) == code
        assert meant_qualifier(f" {words.upper()} 1.150.000 ") == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("مَا يُنَاهِزُ", "nearly"),
        ("مايناهز", "nearly"),
        ("plus d’un million", "over"),
        ("un peu plus de", "over"),
        ("pas plus de", "up_to"),
        ("no fewer than", "at_least"),
        ("PRÈS DE", "nearly"),
        ("abuot", ""),
        ("un million", ""),
        ("", ""),
    ],
)
def test_the_code_that_is_meant(text: str, code: str) -> None:
    assert meant_qualifier(text) == code
