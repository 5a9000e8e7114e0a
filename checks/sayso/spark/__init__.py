"""`sayso check` past one machine: `check` takes parties, sources and claims as tables of Spark.

Needs the extra `spark`, and on every machine sayso.
"""

from sayso.spark.frames import ResultTables, check

__all__ = ["ResultTables", "check"]
