"""What tests of keys share."""

from collections.abc import Iterator

import pytest

from clew.ground.vault import permits, root


@pytest.fixture
def own_secrets() -> Iterator[root.Held]:
    """Give the test secrets of its own to exchange and wipe; the others' come back afterwards."""
    before = root.held()
    wrapping = {version: bytearray(secret) for version, secret in before.wrapping.items()}
    mine = root.Held(bytearray(before.derived), wrapping, before.current, before.sealing)
    root.hold(mine)
    yield mine
    root.hold(before)
    permits.clear()
