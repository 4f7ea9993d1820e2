"""What bytes look like that are not UTF-8."""

import pytest

from lib.archive.encoding import find_binary_fault, find_utf8_fault


@pytest.mark.parametrize(
    ("text", "page", "looks"),
    [
        ("a\r\nرواق موضوعاتي", "cp1256", '"رواق" looks like Windows-1256'),
        ("a\nsûreté, journées", "cp1252", '"û" looks like Windows-1252'),
        ("a\rFès", "latin-1", '"è" looks like Windows-1252'),
    ],
)
def test_the_line_the_value_and_the_code_page(text: str, page: str, looks: str) -> None:
    found = find_utf8_fault(text.encode(page))
    assert found is not None
    assert found[0] == 2
    assert looks in found[1]
    assert "expected UTF-8" in found[1]


def test_utf_8_is_not_misread() -> None:
    assert find_utf8_fault("رواق, sûreté".encode()) is None
    assert find_utf8_fault("رواق".encode("utf-8-sig")) is None
    assert find_binary_fault("رواق".encode("utf-8-sig")) is None


@pytest.mark.parametrize("data", [b"PK\x03\x04", "a".encode("utf-16"), "a".encode("utf-16-le"), b"a\0"])
def test_what_is_no_text_at_all(data: bytes) -> None:
    found = find_binary_fault(data)
    assert found is not None
    assert "expected UTF-8" in found
