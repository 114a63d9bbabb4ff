"""DuckDB in memory that reads no file, loads no extension and writes nothing to disk."""

import duckdb

_MEMORY = "2GB"


def locked_down() -> duckdb.DuckDBPyConnection:
    """Return a connection that stays within its memory and touches no file.

    The temporary directory is taken away before access to files is, in this order: otherwise what
    does not fit in memory is written, readable, into the working directory.
    """
    connection = duckdb.connect(":memory:")
    for statement in (
        "SET temp_directory = ''",
        f"SET memory_limit = '{_MEMORY}'",
        "SET autoinstall_known_extensions = false",
        "SET autoload_known_extensions = false",
        "SET enable_progress_bar = false",
        "SET enable_external_access = false",
    ):
        connection.execute(statement)
    return connection
