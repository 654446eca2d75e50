"""Activities in columns: tables of scenarios, decided as `evaluate` decides each row, many millions a minute.

For scenarios, mutants and the impact of a change. Never for judging what people posted: a table has no context, and
nobody in it was asked.

It needs the extra `smpolicy[columns]`. Others may import this package.
"""

from smpolicy.foundations.errors import MissingExtra

try:
    from smpolicy.columns.frames import decide_frame
    from smpolicy.columns.table_files import decide_file
except ModuleNotFoundError as error:
    raise MissingExtra(needs=f"deciding tables needs {error.name}", extra="columns") from error

__all__ = ["decide_file", "decide_frame"]
