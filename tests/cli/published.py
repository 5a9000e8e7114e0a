"""The schemas in the package of what the commands write, with no leave to add members."""

import json
from pathlib import Path
from typing import Any, Final

from jsonschema import Draft202012Validator

FOLDER: Final = Path(__file__).parent.parent.parent / "cli" / "sayso_cli" / "schemas"


def strict(schema: Any) -> Any:
    """`schema` without leave to add members."""
    if isinstance(schema, list):
        return [strict(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {name: strict(member) for name, member in schema.items()}
    return {"additionalProperties": False, **closed} if isinstance(closed.get("properties"), dict) else closed


VALIDATORS: Final = {
    path.stem: Draft202012Validator(strict(json.loads(path.read_text(encoding="utf-8"))))
    for path in FOLDER.glob("*.json")
}
