"""Tables of Spark: brings each part of a record together with what it reaches, and has it checked.

Nothing else here touches Spark. `tests/spark` runs it, in an environment of its own (`make test-all`); what
needs Spark is not counted elsewhere.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sayso.record.disk import LINE_SUFFIXES
from sayso.record.file import File, unreadable_file
from sayso.record.project import NotFound, Project
from sayso.rules.registry import BY_NAME
from sayso.rules.rule import House, Terms
from sayso.spark.folders import check_files, registers_of
from sayso.spark.part import FINDING_COLUMNS, STANDING_COLUMNS, Line, Row, check_part
from sayso.spark.reach import is_blank, reach_of_lines

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame, SparkSession

PART_LINES: Final = 10_000
"""So many lines are checked together."""
MAX_ALIKE: Final = 10_000
"""So many entries may share a site, a document or a look, and so many parties have allies."""
MAX_STEPS: Final = 200
"""Chains of control and of `based_on` may be so long."""

_NUMBERS: Final = ("line", "column", "end_line", "end_column", "support", "contradiction")
_TYPES: Final = {
    **dict.fromkeys(_NUMBERS, "bigint"),
    **dict.fromkeys(("waived", "baselined", "draft"), "boolean"),
}
_ROWS: Final = {name: _TYPES.get(name, "string") for name in ("what", *FINDING_COLUMNS, *STANDING_COLUMNS)}
_READ: Final = {
    **{"file": "string", "path": "string", "block": "bigint", "number": "bigint", "filled": "bigint"},
    **{"data": "binary", "kind": "string", "id": "string"},
    **dict.fromkeys(("keys", "leads", "own_leads", "names"), "array<string>"),
}


class TangledRecord(Exception):
    """A record is of a shape that is not taken apart; `sayso check` reads it on one machine."""


class ResultTables(NamedTuple):
    """What was found, and what each claim rests on.

    `findings` has the columns of `Report.rows`, and `standings` those of `Report.claim_rows`.
    """

    findings: "DataFrame"
    standings: "DataFrame"


def check(  # pragma: no cover
    parties: "DataFrame",
    sources: "DataFrame",
    claims: "DataFrame",
    *,
    as_of: date | None = None,
    min_voices: int | None = None,
    stale_after: int | None = 365,
) -> ResultTables:
    """Check a record that stands in three tables, whose columns are the fields of the entries and their `id`.

    What is null counts as left out. The options are those of `sayso.check`. Of a finding the path is
    `parties`, `sources` or `claims`, and the line is the number of the row.

    Raises `TangledRecord`.
    """
    house = House(as_of or datetime.now(UTC).date(), min_voices, stale_after)
    return check_lines(_lines(parties, sources, claims), Terms(house, frozenset(BY_NAME)))


def _lines(  # pragma: no cover
    parties: "DataFrame", sources: "DataFrame", claims: "DataFrame"
) -> "DataFrame":
    """The rows of the tables of a record as the lines of files."""
    lines = _table_lines(parties, "party", "1", "parties")
    lines = lines.unionAll(_table_lines(sources, "source", "2", "sources"))
    return lines.unionAll(_table_lines(claims, "claim", "3", "claims"))


def _table_lines(frame: "DataFrame", kind: str, file: str, path: str) -> "DataFrame":  # pragma: no cover
    """The rows of a table as the lines of a file."""
    from pyspark.sql import functions as f

    entry = f.struct(f.lit(kind).alias("record"), *(f.col(f"`{name}`") for name in frame.columns))
    return frame.select(
        f.lit(file).alias("file"),
        f.lit(path).alias("path"),
        f.spark_partition_id().cast("bigint").alias("block"),
        f.to_json(entry).cast("binary").alias("data"),
    )


def lines_of(spark: "SparkSession", path: str) -> "DataFrame":  # pragma: no cover
    """The lines of the file at `path`, or of the files that it is a pattern of."""
    from pyspark.sql import functions as f

    there = f.col("_metadata.file_path")
    return spark.read.text(path, lineSep="\n").select(
        there.alias("file"),
        (f.regexp_replace(there, "^file:(//)?", "") if set(path) & set("*?[{") else f.lit(path)).alias(
            "path"
        ),
        f.col("_metadata.file_block_start").alias("block"),
        f.col("value").cast("binary").alias("data"),
    )


def is_record(path: str) -> bool:
    """Whether what is at `path` is one record; else it is a folder with claim files."""
    return path.endswith(LINE_SUFFIXES) or not os.path.isdir(path) or os.path.exists(f"{path}/claims.parquet")


def record_lines(spark: "SparkSession", path: str) -> "DataFrame":  # pragma: no cover
    """The lines of the record at `path`: a file of lines, or a folder with three tables in Parquet."""
    if path.endswith(LINE_SUFFIXES):
        return lines_of(spark, path)
    tables = (spark.read.parquet(f"{path}/{name}.parquet") for name in ("parties", "sources", "claims"))
    return _lines(*tables)


def check_lines(lines: "DataFrame", terms: Terms, path: str = "") -> ResultTables:  # pragma: no cover
    """Check the record at `path` whose lines these are, each `data` in a `block` of a `file` shown as `path`.

    The lines of a block are those of one partition that stand together, in their order.

    Raises `TangledRecord`.
    """
    from pyspark import StorageLevel
    from pyspark.sql import functions as f

    entries, has_claims = _entries(lines, path)
    # It is joined again and again, and so laid out once.
    found_by = _entries_by_key(entries).repartition("key").persist(StorageLevel.DISK_ONLY)
    twice = found_by.where("several").groupBy("key").agg(f.min("pos").alias("first"))
    parts = _parts(entries, _reached_entries(entries, found_by, twice), twice)
    return _result_tables(
        parts.groupBy("part").applyInArrow(_check_table(terms, path, has_claims), _ddl(_ROWS)), "pointer = ''"
    )


def check_folder(  # pragma: no cover
    spark: "SparkSession", folder: str, terms: Callable[[str], Terms], exclude: Callable[[str], bool]
) -> ResultTables:
    """Check the claim files in a folder, each a record of its own, as `sayso check` does.

    Every machine has to have the folder. Raises `NotFound` where there are none.
    """
    names = list(Project().search(folder, exclude))
    if not names:
        raise NotFound(f"no claim file in the folder {folder}")
    # A folder that cannot be searched is a file that cannot be read.
    searched = [
        (name, "") if isinstance(name, str) else (name.path, name.problems[0].message) for name in names
    ]
    table = spark.createDataFrame(searched, "name string, fault string")
    table = table.repartition(4 * spark.sparkContext.defaultParallelism)

    def of_files(
        work: "Callable[[Sequence[str | File]], Iterable[Row]]", types: dict[str, str]
    ) -> "DataFrame":
        def read(batches: "Iterator[pa.RecordBatch]") -> "Iterator[pa.RecordBatch]":
            import pyarrow as pa

            rows = [row for batch in batches for row in batch.to_pylist()]
            files = [
                unreadable_file(row["name"], row["fault"], "make it readable")
                if row["fault"]
                else row["name"]
                for row in rows
            ]
            yield pa.RecordBatch.from_pylist(list(work(files)), _schema(types))

        return table.mapInArrow(read, _ddl(types))

    registers = of_files(lambda files: [{"name": name} for name in registers_of(files)], {"name": "string"})
    included = {row["name"] for row in registers.distinct().collect()}
    return _result_tables(of_files(lambda files: check_files(files, terms, included), _ROWS), "claim = ''")


def _result_tables(rows: "DataFrame", shared: str) -> ResultTables:  # pragma: no cover
    """The tables of the rows that were found; those that are `shared` by parts are in them once."""
    from pyspark import StorageLevel

    rows = rows.persist(StorageLevel.DISK_ONLY)
    found = rows.where("what = 'finding'").select(*FINDING_COLUMNS)
    unfound = rows.where("what = 'unfound'").select("check", "path", "pointer")
    found = found.join(unfound, ["check", "path", "pointer"], "left_anti").select(*FINDING_COLUMNS)
    once = found.where(f"not ({shared})").unionAll(found.where(shared).dropDuplicates())
    return ResultTables(once, rows.where("what = 'standing'").select(*STANDING_COLUMNS))


def _entries(lines: "DataFrame", path: str) -> "tuple[DataFrame, bool]":  # pragma: no cover
    """Each record with its reach, its place `pos` among all, and the `part` in which it is checked.

    And whether there are claims among them.
    """
    from pyspark import StorageLevel
    from pyspark.sql import functions as f

    read = lines.mapInArrow(_read_batches(path), _ddl(_READ)).persist(StorageLevel.DISK_ONLY)
    is_claim = f.expr("max(data is not null and kind in ('claim', ''))")
    blocks = read.groupBy("file", "block").agg(f.max("number"), f.max("filled"), is_claim)
    before, has_claims = [], False
    everywhere = here = index = 0
    last = None
    for file, block, number, filled, claims in blocks.orderBy("file", "block").collect():
        if file != last:
            last, here, index = file, 0, 0
        before.append((file, block, everywhere, here, index))
        everywhere, here, index = everywhere + number, here + number, index + filled
        has_claims = has_claims or claims
    offsets = lines.sparkSession.createDataFrame(
        before, "file string, block bigint, everywhere bigint, here bigint, before bigint"
    )
    entries = (
        read.where("data is not null")
        .join(f.broadcast(offsets), ["file", "block"])
        .withColumn("pos", f.expr("everywhere + number"))
        .withColumn("part", f.expr(f"(everywhere + number) div {PART_LINES}"))
        .withColumn("line", f.expr("here + number"))
        .withColumn("index", f.expr("before + filled - 1"))
        .drop("file", "block", "everywhere", "here", "before", "number", "filled")
    )
    return entries, has_claims


def _entries_by_key(entries: "DataFrame") -> "DataFrame":  # pragma: no cover
    """The entries that are found by each `key`: by `pos`, with what they lead to themselves.

    Of those with one id the first and the last stand for all; `several` says that there are such.
    """
    from pyspark.sql import functions as f

    entry = f.struct("pos", "leads")
    ids = (
        entries.where("id != ''")
        .groupBy(f.col("id").alias("key"))
        .agg(f.min(entry).alias("first"), f.max(entry).alias("last"))
        .withColumn("several", f.expr("first.pos < last.pos"))
        .where("several or key not like 'claim %'")
        .select("key", "several", f.explode(f.array_distinct(f.array("first", "last"))).alias("entry"))
    )
    # Whoever is found by something else leads to those that have its id as well.
    entry = f.struct("pos", f.concat("leads", f.array("id")).alias("leads"))
    more = entries.select(f.explode("keys").alias("key"), f.lit(False).alias("several"), entry.alias("entry"))
    for many in more.groupBy("key").count().where(f"count > {MAX_ALIKE}").limit(1).collect():
        raise TangledRecord(f"more than {MAX_ALIKE:,} entries are found by the key {many['key'][:200]!r}")
    return ids.unionAll(more).select("key", "several", "entry.pos", "entry.leads")


def _reached_entries(  # pragma: no cover
    entries: "DataFrame", found_by: "DataFrame", twice: "DataFrame"
) -> "DataFrame":
    """The entries, by `pos`, that each `part` reaches beside its own."""
    from pyspark import StorageLevel
    from pyspark.sql import functions as f

    own = entries.select("part", f.explode(f.concat("leads", "own_leads")).alias("key"))
    again = entries.select("part", f.col("id").alias("key")).join(twice, "key", "left_semi")
    wanted = own.unionAll(again.select("part", "key")).distinct()
    reached = None
    for _ in range(MAX_STEPS):
        fresh = wanted.join(found_by, "key").where(f"pos div {PART_LINES} != part")
        fresh = fresh.select("part", "pos", "leads").dropDuplicates(["part", "pos"])
        if reached is not None:
            fresh = fresh.join(reached, ["part", "pos"], "left_anti")
        fresh = fresh.localCheckpoint(storageLevel=StorageLevel.DISK_ONLY)
        found = fresh.select("part", "pos")
        reached = found if reached is None else reached.unionAll(found)
        if fresh.isEmpty():
            return reached
        wanted = fresh.select("part", f.explode("leads").alias("key")).distinct()
    raise TangledRecord(f"there is a chain of more than {MAX_STEPS} links")


def _parts(entries: "DataFrame", reached: "DataFrame", twice: "DataFrame") -> "DataFrame":  # pragma: no cover
    """The lines of each part: its own, and those that it reaches."""
    from pyspark.sql import functions as f

    shown = ("pos", "path", "line", "index", "data", "named", "accused")
    twice = twice.withColumnRenamed("key", "id")
    # Of parties and sources with one id the first alone counts.
    named = entries.join(twice, "id", "left").where("first is null or pos = first or kind = 'claim'")
    names = named.select(f.explode("names").alias("name"))
    used = names.groupBy(f.regexp_replace("name", "^accused ", "party ").alias("id")).agg(
        f.expr("count_if(name not like 'accused %') > 0").alias("named"),
        f.expr("count_if(name like 'accused %') > 1").alias("accused"),
    )
    registers = entries.where("kind in ('party', 'source')").join(used, "id", "left")
    registers = registers.fillna(False, ["named", "accused"])
    claims = entries.where("kind not in ('party', 'source')")
    claims = claims.withColumns({"named": f.lit(False), "accused": f.lit(False)})
    same = claims.join(twice, "id", "left_semi")
    others = registers.select(*shown).unionAll(same.select(*shown)).join(reached, "pos")
    own = registers.select("part", *shown).unionAll(claims.select("part", *shown))
    return own.withColumn("owned", f.lit(True)).unionAll(
        others.select("part", *shown).withColumn("owned", f.lit(False))
    )


def _ddl(types: dict[str, str]) -> str:  # pragma: no cover
    """The schema of a table in the words of Spark."""
    return ", ".join(f"`{name}` {type}" for name, type in types.items())


def _schema(types: dict[str, str]) -> "pa.Schema":  # pragma: no cover
    """The same in those of Arrow."""
    import pyarrow as pa

    arrow = {
        "string": pa.string(),
        "bigint": pa.int64(),
        "boolean": pa.bool_(),
        "binary": pa.binary(),
        "array<string>": pa.list_(pa.string()),
    }
    return pa.schema([(name, arrow[type]) for name, type in types.items()])


def _read_batches(path: str) -> Any:  # pragma: no cover
    """Reads the lines of a partition: see `_READ`. Each is numbered in its block, as is what is not blank."""
    folder = os.path.dirname(path)

    def read(batches: "Iterator[pa.RecordBatch]") -> "Iterator[pa.RecordBatch]":
        import pyarrow as pa

        schema = _schema(_READ)
        last, number, filled = None, 0, 0
        for batch in batches:
            rows = batch.to_pylist()
            found = reach_of_lines([row["data"] for row in rows], folder)
            for row, reach in zip(rows, found, strict=True):
                if (row["file"], row["block"]) != last:
                    last, number, filled = (row["file"], row["block"]), 0, 0
                number += 1
                filled += not is_blank(row["data"])
                row |= {name: getattr(reach, name) for name in reach.__struct_fields__}
                row |= {"number": number, "filled": filled}
                row["data"] = None if is_blank(row["data"]) else row["data"]
            yield pa.RecordBatch.from_pylist(rows, schema)

    return read


def _check_table(terms: Terms, path: str, claims: bool) -> Any:  # pragma: no cover
    """Checks the lines of a part: see `check_part`."""

    def checked(part: "pa.Table") -> "pa.Table":
        import pyarrow as pa

        columns = part.sort_by("pos").to_pydict()
        fields = ("data", "path", "line", "index", "owned", "named", "accused")
        lines = [Line(*each) for each in zip(*(columns[name] for name in fields), strict=True)]
        return pa.Table.from_pylist(list(check_part(lines, path, terms, claims=claims)), _schema(_ROWS))

    return checked
