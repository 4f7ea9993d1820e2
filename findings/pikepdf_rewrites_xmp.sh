#!/bin/sh
# pikepdf 10.18.0: a PDF whose XMP was set as a stream is saved with another XMP. `fix_metadata_version`, which is on by
# default, is documented to correct the field of the PDF version, and to add none where there is none. A packet without that
# field is written anew all the same: with white space, and with end="w" in place of end="r", so that a packet that says
# that it is read-only says of itself that it may be changed in place. With fix_metadata_version=False it stays as it is.
#
# Expected: the same packet, since it holds no PDF version. Seen: another one, writable.
set -eu
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check pikepdf==10.18.0
"$folder/env/bin/python" - <<'PYTHON'
import io

import pikepdf

PACKET = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title><rdf:Alt>'
    '<rdf:li xml:lang="x-default">A title</rdf:li></rdf:Alt></dc:title></rdf:Description></rdf:RDF></x:xmpmeta>'
    '<?xpacket end="r"?>'
).encode()


def saved(**options: bool) -> bytes:
    """The packet of a PDF after it was saved and opened again."""
    with pikepdf.new() as document:
        document.add_blank_page()
        document.Root.Metadata = document.make_stream(PACKET, Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML)
        file = io.BytesIO()
        document.save(file, **options)
    with pikepdf.open(file) as document:
        return document.Root.Metadata.read_bytes()


default, without = saved(), saved(fix_metadata_version=False)
print("by default the same:", default == PACKET, "- writable:", b'end="w"' in default)
print("without the correction the same:", without == PACKET)
raise SystemExit(default == PACKET or b'end="w"' not in default or without != PACKET)
PYTHON
