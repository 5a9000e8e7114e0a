"""How long quotes take to be found in a long page, or not, against the time that parsing the page takes.

`python benchmarks/quotes.py` makes pages of 5 MB of random words in several scripts, and looks for 100 quotes
in each: all found, all with one word altered, none there; short and long ones. All times are of a processor,
the least of three. It exits with 1 if a bound is not kept.
"""

import random
import time
from collections.abc import Callable
from functools import partial
from string import ascii_lowercase

import typer
from lxml import html

from sayso.documents.quotes import QuoteFinder
from sayso.documents.text import read
from sayso.record.lock import LockedQuote, Passage
from table import Row, shown

# At most so many times as long as parsing; and so few of 100 quotes may be taken for something else.
BOUND, MISSED = 30.0, 5


def latin(chance: random.Random) -> list[list[str]]:
    """Paragraphs, each a list of words with the spaces after them."""
    words = ["".join(chance.choices(ascii_lowercase, k=chance.randint(2, 9))) + " " for _ in range(20_000)]
    return [chance.choices(words, k=60) for _ in range(13_500)]


def chinese(chance: random.Random) -> list[list[str]]:
    """Paragraphs, each a list of words of one character."""
    return [chance.choices([chr(0x4E00 + number) for number in range(3_000)], k=130) for _ in range(12_500)]


def mixed(chance: random.Random) -> list[list[str]]:
    """Paragraphs of the one and the other in turn."""
    pairs = zip(latin(chance), chinese(chance), strict=False)
    return [paragraph for pair in pairs for paragraph in pair][:13_400]


def altered(quote: list[str]) -> list[str]:
    """`quote` with one word altered."""
    middle = len(quote) // 2
    return [*quote[:middle], "かな" if len(quote[0]) == 1 else "altered ", *quote[middle + 1 :]]


def mixed_up(quotes: list[list[str]], chance: random.Random) -> list[list[str]]:
    """As many quotes of the words of `quotes`, each of those of its own script."""
    pools = {
        len(quote): [word for other in quotes if len(other) == len(quote) for word in other]
        for quote in quotes
    }
    return [chance.choices(pools[len(quote)], k=len(quote)) for quote in quotes]


def quick(work: Callable[[], object]) -> float:
    """The least time of a processor that `work` takes of three."""
    taken = []
    for _ in range(3):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return min(taken)


def rows() -> list[Row]:
    """Everything that is measured."""
    measured = []
    for script in (latin, chinese, mixed):
        chance = random.Random(1)
        paragraphs = script(chance)
        page = "".join(f"<p>{''.join(words)}</p>\n" for words in paragraphs).encode()
        parsing = quick(partial(html.fromstring, page))
        for length in (6, 30):
            # Characters are shorter than words: twice as many of them, and one to tell the scripts apart.
            quoted = [words[5 : 5 + (length if len(words) == 60 else 2 * length + 1)] for words in paragraphs]
            found = quoted[:: len(quoted) // 99][:100]
            sought = {"found": found, "near": list(map(altered, found)), "missing": mixed_up(found, chance)}
            for outcome, quotes in sought.items():
                texts = ["".join(quote).strip() for quote in quotes]
                others = sum(match.outcome != outcome for match in look(page, texts).values())
                if others > MISSED:
                    raise SystemExit(f"{script.__name__}: {others} of {len(texts)} are not {outcome}")
                times = quick(partial(look, page, texts)) / parsing
                measured.append(
                    Row(f"{script.__name__}, {length} words, {outcome}: time / parsing", times, BOUND)
                )
    return measured


def look(page: bytes, quotes: list[str]) -> dict[str, LockedQuote]:
    """What becomes of `quotes` in `page`."""
    found = QuoteFinder(read(page, "text/html", "utf-8")).find_all(map(Passage, quotes))
    return {passage.quote: match for passage, match in found.items()}


def main() -> None:
    """Measure what quotes cost, and print the table; 1 if a bound is not kept."""
    raise typer.Exit(shown(rows()))


if __name__ == "__main__":
    typer.run(main)
