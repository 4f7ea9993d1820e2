"""What the addresses of the data answer: single files, their descriptors, and all of them as a ZIP."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

from lib.archive import Archive
from lib.export.data_package.csvw import csvw_metadata
from lib.export.data_package.descriptors import data_zip, package_descriptor
from lib.export.data_package.package_files import citations_csv, data_files
from lib.export.data_package.portal import portal_zip
from lib.export.media_types import MEDIA_TYPES
from lib.releases import open_live_archive
from lib.web.address import RefusedError, parse_parameters
from lib.web.conditional import Copy
from lib.web.links import Links
from lib.web.request_query import request_query
from lib.web.responses import copy_response


async def get_data_zip(request: Request, archive: Archive, links: Links) -> Response:
    """The data package as ZIP: all files of data/ with their descriptors."""
    parse_parameters(request_query(request), ())
    written = await asyncio.to_thread(open_live_archive().package, archive, make_data_package)
    response = copy_response(request, Copy.of(written, MEDIA_TYPES["zip"]), shared=True)
    response.headers["Content-Disposition"] = 'attachment; filename="abwab-data.zip"'
    return response


def make_data_package(archive: Archive) -> bytes:
    """The data package, under the public address that the release itself names: other servers have the same bytes."""
    return data_zip(archive, archive.organisation.public_address)


async def get_open_data(request: Request, archive: Archive, links: Links) -> Response:
    """The data package with an entry for the catalogue of an open-data portal, and the logo."""
    parse_parameters(request_query(request), ())
    written = await asyncio.to_thread(portal_zip, archive, archive.organisation.public_address)
    response = copy_response(request, Copy.of(written, MEDIA_TYPES["zip"]), shared=True)
    response.headers["Content-Disposition"] = 'attachment; filename="abwab-open-data.zip"'
    return response


async def get_data_file(request: Request, archive: Archive, links: Links) -> Response:
    """One data file, at its path in /datapackage.json."""
    parse_parameters(request_query(request), ())
    held = await asyncio.to_thread(data_files, archive)
    name = request.scope["path"].removeprefix("/")
    if name == "citations.csv":
        written = citations_csv(archive, links.base)
    elif name in held:
        written = held[name]
    else:
        raise RefusedError(404, f"There is no such file. There are: {', '.join(held)}, citations.csv.")
    return copy_response(request, Copy.of(written, MEDIA_TYPES[name.rpartition(".")[2]]), shared=True)


async def get_data_package(request: Request, archive: Archive, links: Links) -> Mapping[str, object]:
    """The Frictionless Data Package descriptor of data/."""
    parse_parameters(request_query(request), ())
    return package_descriptor(archive, links.base)


async def get_csvw_metadata(request: Request, archive: Archive, links: Links) -> Mapping[str, object]:
    """The CSV on the Web metadata of data/, with column titles in three languages."""
    parse_parameters(request_query(request), ())
    return csvw_metadata(archive, links.base)
