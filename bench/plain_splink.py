"""The peer of `clew resolve`: Splink 5 on DuckDB as its guide shows it, in a process of its own.

Names, date of birth, sex, town, postcode, phone, e-mail and document, wide blocking, term
frequencies, EM capped by `max_pairs`. `python -m bench.plain_splink RECORDS OUT` writes its pairs.
"""

import json
import logging
import sys
import time
from pathlib import Path
from typing import Final

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from bench.peak import peak_bytes

_MOST_EM_PAIRS: Final = 2_000_000
_FIRST: Final = "nullif(trim(split_part(coalesce({column}, ''), ';', 1)), '')"
_PREPARED: Final = """
select record_id,
  coalesce(nullif(lower(given_name), ''), nullif(split_part(lower(name), ' ', 1), '')) as given,
  coalesce(nullif(lower(family_name), ''), nullif(split_part(lower(name), ' ', -1), '')) as family,
  nullif(birth_date, '') as dob, nullif(substr(birth_date, 1, 4), '') as year,
  nullif(lower(substr(sex, 1, 1)), '') as sex, nullif(lower(city), '') as city,
  right(regexp_replace({phone}, '[^0-9]', '', 'g'), 9) as phone,
  lower({email}) as email, {document} as document,
  nullif(upper(replace(regexp_extract(upper({address}),
    '([A-Z]{{1,2}}[0-9][A-Z0-9]? ?[0-9][A-Z]{{2}})', 1), ' ', '')), '') as postcode
from source
"""


_PREPARED_HISTORY: Final = """
select record_id, nullif(split_part(name, ' ', 1), '') as given,
  nullif(split_part(name, ' ', -1), '') as family, nullif(birth_date, '') as dob,
  nullif(upper(addresses), '') as postcode, nullif(birth_place, '') as birth_place,
  nullif(occupation, '') as occupation
from source
"""


def settings_for_history() -> SettingsCreator:
    """Return the model and the rules of Splink's own lesson on its historical figures."""
    return SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="record_id",
        comparisons=[
            cl.NameComparison("given").configure(term_frequency_adjustments=True),
            cl.NameComparison("family").configure(term_frequency_adjustments=True),
            cl.DateOfBirthComparison("dob", input_is_string=True),
            cl.PostcodeComparison("postcode"),
            cl.ExactMatch("birth_place").configure(term_frequency_adjustments=True),
            cl.ExactMatch("occupation").configure(term_frequency_adjustments=True),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("substr(given, 1, 3)", "substr(family, 1, 4)"),
            block_on("family", "dob"),
            block_on("given", "dob"),
            block_on("postcode", "given"),
            block_on("postcode", "family"),
            block_on("dob", "birth_place"),
            block_on("substr(postcode, 1, 3)", "dob"),
            block_on("substr(postcode, 1, 3)", "given"),
            block_on("substr(postcode, 1, 3)", "family"),
            block_on("substr(given, 1, 2)", "substr(family, 1, 2)", "substr(dob, 1, 4)"),
        ],
        retain_matching_columns=False,
    )


def settings() -> SettingsCreator:
    """Return the model: what is compared, and under what pairs are looked for."""
    return SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="record_id",
        comparisons=[
            cl.JaroWinklerAtThresholds("given", [0.92, 0.8]).configure(
                term_frequency_adjustments=True
            ),
            cl.JaroWinklerAtThresholds("family", [0.92, 0.8]).configure(
                term_frequency_adjustments=True
            ),
            cl.DateOfBirthComparison("dob", input_is_string=True),
            cl.ExactMatch("sex"),
            cl.ExactMatch("city").configure(term_frequency_adjustments=True),
            cl.ExactMatch("postcode").configure(term_frequency_adjustments=True),
            cl.ExactMatch("phone").configure(term_frequency_adjustments=True),
            cl.ExactMatch("email"),
            cl.ExactMatch("document"),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("given", "family"),
            block_on("family", "dob"),
            block_on("given", "dob"),
            block_on("family", "year", "substr(given, 1, 1)"),
            block_on("given", "year", "postcode"),
            block_on("family", "postcode"),
            block_on("dob", "postcode"),
            block_on("phone", "substr(given, 1, 1)"),
            block_on("email"),
            block_on("document"),
        ],
        retain_matching_columns=False,
    )


def prepared(connection: duckdb.DuckDBPyConnection, source: pa.Table) -> pa.Table:
    """Return the columns that are compared, of a table of records."""
    connection.register("source", source)
    firsts = {
        name: _FIRST.format(column=column)
        for name, column in (
            *(("phone", "phones"), ("email", "emails")),
            *(("document", "documents"), ("address", "addresses")),
        )
    }
    return connection.sql(_PREPARED.format(**firsts)).to_arrow_table()


def prepared_history(connection: duckdb.DuckDBPyConnection, source: pa.Table) -> pa.Table:
    """Return the columns that are compared, of the historical figures."""
    connection.register("source", source)
    return connection.sql(_PREPARED_HISTORY).to_arrow_table()


def train(linker: Linker) -> None:
    """Learn as Splink's guide shows it, with EM capped."""
    linker.training.estimate_probability_two_random_records_match(
        [block_on("given", "family", "dob")], recall=0.6
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6)
    for rule in (block_on("given", "family"), block_on("dob")):
        linker.training.estimate_parameters_using_expectation_maximisation(
            rule, max_pairs=_MOST_EM_PAIRS
        )


def link(records: Path, out: Path, *, history: bool = False) -> dict[str, object]:
    """Link a table or the historical figures; write weighed pairs, return seconds and memory."""
    started = time.monotonic()
    logging.getLogger("splink").setLevel(logging.ERROR)
    connection = duckdb.connect(":memory:")
    source = pq.read_table(records)
    database = DuckDBAPI(connection)
    ready = prepared_history if history else prepared
    model = settings_for_history() if history else settings()
    table = database.register(ready(connection, source))
    linker = Linker(table, model, log_level=logging.ERROR)
    train(linker)
    found = linker.inference.predict(threshold_match_weight=-5)
    columns = ["record_id_l", "record_id_r", "match_weight"]
    pq.write_table(connection.table(found.physical_name).to_arrow_table().select(columns), out)
    seconds = time.monotonic() - started
    return {"seconds": seconds, "peak_memory_bytes": peak_bytes()}


if __name__ == "__main__":
    _history = sys.argv[3:] == ["history"]
    print(json.dumps(link(Path(sys.argv[1]), Path(sys.argv[2]), history=_history)))
