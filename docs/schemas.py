"""The JSON Schemas of what the commands write, from the types in the modules that write it."""

import inspect
import json
import re
from typing import Any, Final

import msgspec
from msgspec import Struct

from sayso.record import lock
from sayso_cli.formats import json as check_json
from sayso_cli.formats import jsonl
from sayso_cli.formats.jsontext import DocumentHead
from sayso_cli.listing import list_json
from sayso_cli.views import diff_json, next_json, proof_report, show_json, stress_json, verify_report

Schema = dict[str, Any]

_REF: Final = "#/$defs/{name}"


def schemas() -> dict[str, str]:
    """The text of each schema by the name of its file."""
    listed: tuple[type[Struct], ...] = (*list_json.SHAPES.values(), list_json.GroupsShape)
    stress = (stress_json.StressShape, stress_json.HiddenLinksShape, stress_json.WithdrawnShape)
    show = (show_json.JudgedShape, show_json.UnjudgedShape)
    made = {
        "check": _schema("check --format json", check_json.VERSION, DocumentHead, check_json.ReportShape),
        "diff": _schema("diff --format json", diff_json.VERSION, DocumentHead, diff_json.ComparisonShape),
        "list": _schema("list --format json", list_json.VERSION, DocumentHead, *listed),
        "next": _schema("next --format json", next_json.VERSION, DocumentHead, next_json.AgendaShape),
        "show": _schema("show --format json", show_json.VERSION, DocumentHead, *show),
        "stress": _schema("stress --format json", stress_json.VERSION, DocumentHead, *stress),
        "jsonl": _schema(
            "check --format jsonl, a line", jsonl.VERSION, jsonl.LineHead, check_json.FindingShape
        ),
    }
    made["verify"] = _schema(
        "verify --format json", verify_report.VERSION, DocumentHead, verify_report.VerifiedShape
    )
    made["proof"] = _schema(
        "verify --check-proof --format json", proof_report.VERSION, DocumentHead, proof_report.ProofShape
    )
    return {f"{name}.json": json.dumps(schema, indent=2) + "\n" for name, schema in made.items()}


def _schema(what: str, version: int, head: type[Struct], *shapes: type[Struct]) -> Schema:
    """The schema of what `sayso` writes: the members of `head`, and those of one of the `shapes`.

    Every member is there, but for those that can be unset; others may be added.
    """
    _, found = msgspec.json.schema_components((head, *shapes), ref_template=_REF)
    for name, component in found.items():
        component["description"] = _in_one_line(component["description"])
        if "properties" in component:
            component.pop("additionalProperties", None)
            _require_members(component, leaves_out_defaults=_leaves_out_defaults(name))
    first = found.pop(head.__name__)
    first["properties"]["version"] = {"const": version}
    bodies = [
        {
            "type": "object",
            "properties": first["properties"] | shape["properties"],
            "required": [*first["required"], *shape["required"]],
        }
        for shape in [found.pop(shape.__name__) for shape in shapes]
    ]
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"sayso {what}",
        "description": f"Version {version}. Members may be added: do not refuse what you do not know.",
        **(bodies[0] if len(bodies) == 1 else {"anyOf": bodies}),
        "$defs": found,
    }
    named: Schema = json.loads(json.dumps(schema).replace('Shape"', '"').replace("\\\\Z", "$"))
    return named


def _in_one_line(docstring: str) -> str:
    """A docstring as the description of a shape: a line a paragraph, in the words of JSON."""
    return re.sub(r"(?<!\n)\n(?!\n)", " ", inspect.cleandoc(docstring)).replace("None", "null")


def _require_members(component: Schema, *, leaves_out_defaults: bool) -> None:
    """Require what is always written: what has a default is, unless its type leaves defaults out.

    A text that was left out of the record is written as an empty one.
    """
    for name, member in component["properties"].items():
        if "default" in member:
            if not member.pop("default"):
                member.pop("minLength", None)
            if not leaves_out_defaults:
                component["required"].append(name)
    component["required"] = [name for name in component["properties"] if name in component["required"]]


def _leaves_out_defaults(name: str) -> bool:
    kind = getattr(lock, name, None)
    return isinstance(kind, type) and issubclass(kind, Struct) and kind.__struct_config__.omit_defaults
