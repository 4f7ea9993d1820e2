from __future__ import annotations

from lib.export.rendering.reproducible_pdf import make_reproducible


def pdf(second: int, marks: tuple[int, int], order: tuple[int, int]) -> bytes:
    """What matters of a PDF with two heads of a table; its tree lists them in the order of their marks."""
    named = sorted(zip(marks, (b"7", b"12"), strict=True))
    return b"\n".join(
        [
            b"<</Producer (Skia)\n/CreationDate (D:202611250739%02d+00'00')>>" % second,
            *(b"7 0 obj\n/ID (node%08d)" % mark for mark in marks),
            b"/Headers [(node%08d)]" % marks[order[0]],
            b"<</Limits [(node%08d) (node%08d)]" % (named[0][0], named[-1][0]),
            b"/Names [%b]>>" % b" ".join(b"(node%08d) %b 0 R" % entry for entry in named),
        ]
    )


def test_the_same_document_has_the_same_bytes_whenever_it_was_printed() -> None:
    one, two = pdf(1, (507, 502), (0, 1)), pdf(59, (76, 81), (0, 1))
    assert one != two
    assert make_reproducible(one) == make_reproducible(two)
    assert len(make_reproducible(one)) == len(one)
    assert b"/Names [(node00000001) 7 0 R (node00000002) 12 0 R]" in make_reproducible(one)
    assert b"/Limits [(node00000001) (node00000002)]" in make_reproducible(one)


def test_another_document_stays_another() -> None:
    assert make_reproducible(pdf(1, (1, 2), (0, 1))) != make_reproducible(pdf(1, (1, 2), (1, 0)))


def test_what_has_no_marks_stays_as_it_is() -> None:
    assert make_reproducible(b"%PDF-1.4\n(node) 12") == b"%PDF-1.4\n(node) 12"
