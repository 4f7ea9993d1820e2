"""The stores that are measured are stores of releases like any other."""

from pathlib import Path

from benchmarks.releases import fill_store
from lib.releases.store import ReleaseStore
from lib.releases.verification import verify_releases
from tests.support.six_editions import SIX_EDITIONS


def test_a_filled_store_is_a_chain_of_releases(tmp_path: Path) -> None:
    fill_store(tmp_path, SIX_EDITIONS, 3)
    found = verify_releases(ReleaseStore(str(tmp_path)))
    assert (found.newest, found.faults) == (3, {})
