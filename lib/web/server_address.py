"""The one address of this server. Nothing that a request says of its host enters what is made and kept."""

from __future__ import annotations

import ipaddress
from contextlib import suppress
from functools import cache

from streamlit import get_option

from lib.archive import ArchiveError, data_folder
from lib.archive.organisation import load_organisation
from lib.releases import open_live_archive
from lib.web.address import HOST_PATTERN
from lib.web.links import Links


@cache
def public_address() -> str:
    """The address under which others reach the dashboard, https://abwab.example, read once: "" if there is none.

    It is in the data folder's organisation.toml or, where that can't be read, in that of the newest release.
    """
    organisation, *_ = load_organisation(data_folder(), None)
    if organisation is None:
        with suppress(ArchiveError):
            organisation = open_live_archive().archive().organisation
    return organisation.public_address.rstrip("/").lower() if organisation else ""


def check_public_address(bound: str | None, public: str) -> None:
    """Raise ValueError if others than this machine would be served without a public address, or at no root of a host.

    `bound` is the address at which the server listens (server.address), None for all of the machine's.
    """
    if public and not HOST_PATTERN.fullmatch(public.partition("://")[2]):
        raise ValueError(
            f"public_address in organisation.toml is {public!r}: the dashboard stands at the root of a host only. "
            "Expected an address such as https://abwab.example"
        )
    if not public and not _is_loopback(bound or ""):
        where = f"server.address is {bound!r}" if bound else "server.address is empty"
        raise ValueError(
            f"{where}, so others than this machine would be served, and the dashboard does not know the address under "
            "which they reach it. Links, citations and embedded charts need it. Write it into organisation.toml in "
            f'the data folder ({data_folder()}): public_address = "https://abwab.example". '
            "Or serve this machine only: --server.address localhost"
        )


@cache
def shared_links() -> Links:
    """The links of this process: under the public address, else under the one at which this machine is served.

    To be asked for once the server listens, since only then its port is known.
    """
    return Links(public_address() or _local_address())


def _local_address() -> str:
    """http://localhost:8501, as the server was told to listen."""
    host = get_option("server.address") or "localhost"
    scheme = "https" if get_option("server.sslCertFile") else "http"
    return f"{scheme}://{f'[{host}]' if ':' in host else host}:{get_option('server.port')}"


def _is_loopback(host: str) -> bool:
    with suppress(ValueError):
        return ipaddress.ip_address(host).is_loopback
    return host == "localhost"
