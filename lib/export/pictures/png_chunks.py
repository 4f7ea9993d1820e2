"""The chunks of a PNG file (https://www.w3.org/TR/png-3/)."""

from __future__ import annotations

import struct
import zlib

import deflate

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
CHUNK_FRAME_BYTES = 12  # around the data of a chunk: length, kind, check sum


def png_chunk(kind: bytes, data: bytes) -> bytes:
    """A chunk of a PNG."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def recompress_png(png: bytes, level: int) -> bytes:
    """The PNG with its pixels compressed by libdeflate at this level (1–12), in one chunk; all else stays as it is."""
    before, pixels, after, place = PNG_SIGNATURE, b"", b"", len(PNG_SIGNATURE)
    while place < len(png):
        end = place + CHUNK_FRAME_BYTES + int.from_bytes(png[place : place + 4], "big")
        if png[place + 4 : place + 8] == b"IDAT":
            pixels += png[place + 8 : end - 4]
        elif pixels:
            after += png[place:end]
        else:
            before += png[place:end]
        place = end
    return before + png_chunk(b"IDAT", bytes(deflate.zlib_compress(zlib.decompress(pixels), level))) + after
