"""The chunks of a PNG file (https://www.w3.org/TR/png-3/), and whole files of them, compressed by libdeflate."""

from __future__ import annotations

import struct
import zlib

import deflate
import numpy as np
import numpy.typing as npt

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
CHUNK_FRAME_BYTES = 12  # around the data of a chunk: length, kind, check sum
SAMPLE_BITS = 8
TRUE_COLOUR, PALETTE_COLOUR = 2, 3  # colour types
UNFILTERED, UP_FILTER = 0, 2  # filter types: a sample as it is, or its difference from the one above


def png_chunk(kind: bytes, data: bytes) -> bytes:
    """A chunk of a PNG."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def encode_png(samples: npt.NDArray[np.uint8], palette: npt.NDArray[np.uint8] | None, level: int) -> bytes:
    """The PNG of samples: places in a `palette` of (colours, 3), as (rows, columns), or colours, as (rows, columns, 3).

    `level` is that of libdeflate (1–12).
    """
    rows, columns = samples.shape[:2]
    kind = TRUE_COLOUR if palette is None else PALETTE_COLOUR
    flat = samples.reshape(rows, -1)
    lines = np.empty((rows, 1 + flat.shape[1]), np.uint8)
    if palette is None:
        lines[:, 0], lines[:, 1:] = UP_FILTER, np.diff(flat, axis=0, prepend=np.uint8(0))
    else:
        lines[:, 0], lines[:, 1:] = UNFILTERED, flat
    return b"".join(
        (
            PNG_SIGNATURE,
            png_chunk(b"IHDR", struct.pack(">IIBBBBB", columns, rows, SAMPLE_BITS, kind, 0, 0, 0)),
            png_chunk(b"PLTE", palette.tobytes()) if palette is not None else b"",
            png_chunk(b"IDAT", bytes(deflate.zlib_compress(lines, level))),
            png_chunk(b"IEND", b""),
        )
    )


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
