"""What a claim rests on as text that other programs draw: Mermaid and Graphviz DOT."""

from collections.abc import Iterator
from typing import Final

from sayso_cli.formats.plain import plain
from sayso_cli.site.claim_graph import ClaimGraph, Document, Voice
from sayso_cli.site.picture import left_out_sentence
from sayso_cli.site.words import BASES, DISPUTED, STANCES

_LONGEST: Final = 80
_MARKS: Final = {"claimant": "the claimant's side", "accused": "accused", "": ""}
# What stands in a Mermaid label as it is; all else is written as a character code.
_PLAIN: Final = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 ,:")


def mermaid(graph: ClaimGraph) -> str:
    """`graph` as a Mermaid flowchart."""

    def quoted(*lines: str) -> str:
        return '"' + "<br/>".join("".join(map(_label_character, line)) for line in lines) + '"'

    lines = ["flowchart LR", f"  claim([{quoted('The claim')}])"]
    # Frames round voices would overlap: each document names its voice instead.
    for place, each in enumerate(graph.documents):
        lines.append(f"  d{place}[{quoted(*_document(each), f'voice: {_voice(graph.voices[each.voice])}')}]")
    for link in graph.links:
        start = "claim" if link.start < 0 else f"d{link.start}"
        arrow = "==>" if link.live else "-.->"
        lines.append(f"  {start} {arrow}|{quoted(_relation(link.kind, link.through))}| d{link.end}")
    lines += [
        "  classDef live stroke:#1d4f7c,stroke-width:2px",
        "  classDef side fill:#efe9dc,color:#1c1f24",
        "  classDef cut stroke:#1d4f7c,stroke-width:4px",
    ]
    lines += [f"  class d{place} live" for place, each in enumerate(graph.documents) if each.live]
    lines += [f"  class d{place} cut" for place, each in enumerate(graph.documents) if each.cut]
    lines += [f"  class d{place} side" for place, each in enumerate(graph.documents) if not each.voice]
    return "\n".join([*_left_out_comment(graph, "%% "), *lines]) + "\n"


def dot(graph: ClaimGraph) -> str:
    """`graph` as a directed graph for Graphviz."""

    def quoted(*lines: str) -> str:
        escaped = (line.replace("\\", "\\\\").replace('"', '\\"') for line in lines)
        return '"' + "\\n".join(escaped) + '"'

    lines = [
        "digraph claim {",
        "  rankdir=LR;",
        '  node [shape=box, fontname="sans-serif"];',
        f"  claim [label={quoted('The claim')}, shape=oval];",
    ]
    for index, voice in enumerate(graph.voices):
        members = [place for place, each in enumerate(graph.documents) if each.voice == index]
        if members:
            fill = "#efe9dc" if voice.side == "claimant" else "#f3f1ec"
            lines.append(f"  subgraph cluster_{index} {{")
            lines.append(
                f'    label={quoted(_voice(voice))}; style=filled; fillcolor="{fill}"; '
                f"penwidth={3 if voice.cut else 1};"
            )
            for place in members:
                each = graph.documents[place]
                style = "solid" if each.live else "dashed"
                lines.append(f"    d{place} [label={quoted(*_document(each))}, style={style}];")
            lines.append("  }")
    for link in graph.links:
        start = "claim" if link.start < 0 else f"d{link.start}"
        style = "solid" if link.live else "dashed"
        label = quoted(_relation(link.kind, link.through))
        lines.append(f"  {start} -> d{link.end} [label={label}, style={style}];")
    return "\n".join([*_left_out_comment(graph, "// "), *lines, "}"]) + "\n"


def _left_out_comment(graph: ClaimGraph, sign: str) -> Iterator[str]:
    if missing := left_out_sentence(graph):
        yield sign + missing


def _voice(voice: Voice) -> str:
    parts = [_shortened_label(voice.name), _MARKS[voice.side], "in the cut" if voice.cut else ""]
    return ", ".join(filter(None, parts))


def _document(document: Document) -> list[str]:
    source = document.source
    dated = f", {source.published}" if source.published else ""
    told = [_shortened_label(document.by), _shortened_label(source.title), f"{BASES[source.basis]}{dated}"]
    return [*told, DISPUTED] if document.disputed else told


def _relation(kind: str, through: int) -> str:
    return STANCES[kind] + (f" through {through:,} more" if through else "")


def _shortened_label(text: str) -> str:
    return plain(text if len(text) <= _LONGEST else f"{text[:_LONGEST].rstrip()}…")


def _label_character(character: str) -> str:
    """A character of a Mermaid label; letters beyond ASCII stand as they are."""
    if character in _PLAIN or (not character.isascii() and character.isalnum()):
        return character
    return f"#{ord(character)};"
