"""The facts about a picture inside its file: XMP in every format, text chunks in PNG, properties in PDF.

Nothing is encoded again: the pixels and the drawing stay as they are.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

import pikepdf

from lib.export.pictures.picture_facts import PictureFacts
from lib.export.pictures.png_chunks import PNG_SIGNATURE, png_chunk

# https://cv.iptc.org/newscodes/digitalsourcetype/: "Digital media representation of data via human programming"
DATA_DRIVEN_MEDIA = "http://cv.iptc.org/newscodes/digitalsourcetype/dataDrivenMedia"
NAMESPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
}
# The beginning and the end of an XMP packet. It must not be changed by others, so it has no space to grow.
PACKET_START = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
PACKET_END = '</x:xmpmeta><?xpacket end="r"?>'
PNG_HEADER_BYTES = len(PNG_SIGNATURE) + 25  # the chunk IHDR has 13 bytes of data and 12 around them
# For print: at this resolution the horizontal picture is 27 cm wide.
PIXELS_PER_METRE = round(300 / 0.0254)


def png_with_facts(png: bytes, facts: PictureFacts) -> bytes:
    """The PNG with resolution, texts and XMP before its pixels. Raises ValueError if the bytes are no PNG."""
    if not png.startswith(PNG_SIGNATURE):
        raise ValueError("these bytes are no PNG")
    tag = facts.language.tag
    texts = {
        "Title": facts.title,
        "Author": facts.credit,
        "Description": facts.alternatives[tag],
        "Copyright": facts.licence,
        "URL": facts.address,
    }
    chunks = [
        png_chunk(b"pHYs", struct.pack(">IIB", PIXELS_PER_METRE, PIXELS_PER_METRE, 1)),
        *(_text_chunk(name, text, tag) for name, text in texts.items() if text),
        _text_chunk("XML:com.adobe.xmp", xmp_packet(facts)),
    ]
    return png[:PNG_HEADER_BYTES] + b"".join(chunks) + png[PNG_HEADER_BYTES:]


def svg_with_facts(svg: str, facts: PictureFacts) -> str:
    """The SVG with the same description as an XMP packet has, in its element `metadata`."""
    return svg.replace("</desc>", f"</desc><metadata>{_description(facts)}</metadata>", 1)


def pdf_with_facts(pdf: bytes, facts: PictureFacts) -> bytes:
    """The PDF with XMP and the same properties. The same bytes yield the same bytes."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        packet = document.make_stream(xmp_packet(facts).encode(), Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML)
        document.Root.Metadata = packet
        document.docinfo[pikepdf.Name.Author] = facts.credit
        document.docinfo[pikepdf.Name.Subject] = facts.caption
        written = io.BytesIO()
        # Correcting the version in the metadata, as is the default, would write the XMP anew.
        document.save(
            written,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            fix_metadata_version=False,
        )
    return written.getvalue()


def xmp_packet(facts: PictureFacts) -> str:
    """The facts as an XMP packet, by the names of Dublin Core and the IPTC Photo Metadata Standard 2025.1."""
    return f"{PACKET_START}{_description(facts)}{PACKET_END}"


def _description(facts: PictureFacts) -> str:
    tag = facts.language.tag
    licensed = [("xmpRights:UsageTerms", _texts({}, facts.licence))] if facts.licence else []
    properties = [
        ("dc:title", _texts({}, facts.title)),
        ("dc:description", _texts({}, facts.caption)),
        ("dc:creator", _items("Seq", [facts.credit])),
        ("dc:language", _items("Bag", [tag])),
        ("dc:identifier", escape(facts.address)),
        ("photoshop:Credit", escape(facts.credit)),
        ("photoshop:Source", escape(facts.record_book)),
        ("xmpRights:WebStatement", escape(facts.address)),
        *licensed,
        ("Iptc4xmpExt:DigitalSourceType", DATA_DRIVEN_MEDIA),
        ("Iptc4xmpCore:AltTextAccessibility", _texts(facts.alternatives, facts.alternatives[tag])),
    ]
    named = "".join(f"<{name}>{value}</{name}>" for name, value in properties)
    spaces = "".join(f' xmlns:{prefix}="{address}"' for prefix, address in NAMESPACES.items())
    return f'<rdf:RDF{spaces}><rdf:Description rdf:about="">{named}</rdf:Description></rdf:RDF>'


def _texts(texts: Mapping[str, str], default: str) -> str:
    """A text in several languages. Programs that look for none of them take the first, whose name is x-default."""
    items = "".join(
        f'<rdf:li xml:lang="{tag}">{escape(text)}</rdf:li>' for tag, text in {"x-default": default, **texts}.items()
    )
    return f"<rdf:Alt>{items}</rdf:Alt>"


def _items(kind: str, items: Sequence[str]) -> str:
    listed = "".join(f"<rdf:li>{escape(item)}</rdf:li>" for item in items)
    return f"<rdf:{kind}>{listed}</rdf:{kind}>"


def _text_chunk(keyword: str, text: str, tag: str = "") -> bytes:
    """A chunk iTXt: keyword, no compression, language, no translated keyword, text in UTF-8."""
    return png_chunk(b"iTXt", keyword.encode() + b"\0\0\0" + tag.encode() + b"\0\0" + text.encode())
