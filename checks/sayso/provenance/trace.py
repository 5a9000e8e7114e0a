"""The walks of a claim as a tree: from its items over `based_on` down to the origins of knowledge.

What several lead to is shown once, and only named after that. A tree is bounded in how many documents it
shows, in its depth and in its width, and says how many are left out.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import islice
from typing import Final, Literal

from msgspec import Struct, structs

from sayso.provenance.standing import ORIGINS, Case, OutOfBudget, Walks, way_to
from sayso.record.model import Party, Stance
from sayso.record.references import reachable

MAX_LEVELS: Final = 10
"""So many levels of a tree are shown below its top."""
MAX_BRANCHES: Final = 20
"""So many branches of one document are shown."""
MAX_DOCUMENTS: Final = 60
"""So many documents, or parties, of a tree are shown."""
# Lines that only name again what was shown are bounded as well.
_MAX_LINES: Final = 4 * MAX_DOCUMENTS

# What telling of a document costs, in documents looked at.
_PATH_WORK: Final = 50

Role = Literal["origin", "against-interest", "closed", "unknown", "statement", "passes-on"]
"""What a document is on a walk.

`origin`: the walk succeeds here; `against-interest`: likewise, a statement against its speaker's own
interest; `closed`: it speaks with a voice that is closed, so no walk goes through it; `unknown` and
`statement`: it does not show how it knows; `passes-on`: it is as good as what it is based on.
"""


# Walks end at these.
_ENDS: Final = ("closed", "origin", "against-interest")


class Branch(Struct, frozen=True):
    """One line of a tree, and what hangs below it.

    With `again` it was shown before, with all that hangs below. `more` counts branches left out here.
    """

    id: str
    again: bool = False
    below: tuple["Branch", ...] = ()
    more: int = 0


class TracedDocument(Struct, frozen=True):
    """A document that walks come to: its role, and whether a walk that succeeds goes through it."""

    id: str
    role: Role
    carries: bool
    based_on: tuple[str, ...]


class Trace(Struct, frozen=True):
    """The documents that the walks of one stance come to, nearest first.

    At most so many as were asked for; `left_out` counts the others. Without `complete` there may be yet
    others, for the work budget ran out.
    """

    documents: dict[str, TracedDocument]
    left_out: int
    complete: bool


def trace(
    case: Case, stance: Stance, most: int = MAX_DOCUMENTS, starts: Iterable[str] | None = None
) -> Trace:
    """The documents that walks come to from the items with `stance`, or from `starts`; `most` are told.

    A walk does not go on from a closed document, nor from where it succeeds.
    """
    walks = case.walks(stance)
    reached = dict.fromkeys(walks.starts if starts is None else starts)
    waiting = list(reached)
    roles: dict[str, Role] = {}
    users: dict[str, list[str]] = {}
    case.budget.grant()
    complete = True
    try:
        for document in waiting:
            grounds = walks.based_on[document]
            case.budget.spend(1 + len(grounds))
            role = roles[document] = _role(walks, document)
            if role in _ENDS:
                continue
            for ground in grounds:
                users.setdefault(ground, []).append(document)
                if ground not in reached:
                    reached[ground] = None
                    waiting.append(ground)
    except OutOfBudget:
        complete = False
    successful = [document for document, role in roles.items() if role in ("origin", "against-interest")]
    carrying = reachable(successful, lambda document: users.get(document, ()))
    documents = {}
    for document, role in islice(roles.items(), most):
        grounds = () if role in _ENDS else tuple(walks.based_on[document])
        documents[document] = TracedDocument(document, role, document in carrying, grounds)
    return Trace(documents, len(reached) - len(documents), complete)


def _role(walks: Walks, document: str) -> Role:
    basis = walks.basis[document]
    if walks.voice[document] in walks.closed:
        return "closed"
    if basis in ORIGINS:
        return "origin"
    if document in walks.own_words:
        return "against-interest"
    return basis if basis in ("unknown", "statement") else "passes-on"


def leads_past_claimant(case: Case, source: str) -> bool:
    """Whether a walk for the claim from `source` ends elsewhere than at the claimant.

    It does at a source that does not say how it knows, and at a statement that is based on nothing.
    """
    walks = structs.replace(case.walks("supports"), starts=(source,))
    case.budget.grant()
    try:
        return any(
            walks.basis[document] == "unknown"
            or (walks.basis[document] == "statement" and not walks.based_on[document])
            for document in walks.reachable(walks.closed)
        )
    except OutOfBudget:
        return True


def unknown_sources(case: Case, stance: Stance) -> dict[str, tuple[str, ...]]:
    """The sources with basis `unknown` that walks come to, each with the way there from an item.

    The nearest come first; where there are more than the budget allows, the rest is left out.
    """
    walks = case.walks(stance)
    found = {}
    case.budget.grant()
    try:
        came = walks.reachable(walks.closed)
        for document in came:
            if walks.basis[document] == "unknown":
                path = tuple(way_to(came, document))
                case.budget.spend(len(path) + _PATH_WORK)
                found[document] = path
    except OutOfBudget:
        pass
    return found


def controller_tree(
    parties: Mapping[str, Party], party: str, deepest: int = MAX_LEVELS, most: int = MAX_DOCUMENTS
) -> Branch:
    """The tree of who controls `party`, up to its roots."""
    reached = dict.fromkeys([party])
    waiting = [party]
    for one in waiting:
        for owner in parties[one].controllers:
            if owner not in reached and len(reached) < most:
                reached[owner] = None
                waiting.append(owner)
    return TreeBuilder(lambda id: parties[id].controllers, reached, deepest).branch(party)


class TreeBuilder:
    """Makes the branches of one tree: of those `shown`, each shows what hangs below it only once."""

    def __init__(
        self, following: Callable[[str], Sequence[str]], shown: Collection[str], deepest: int = MAX_LEVELS
    ) -> None:
        self._deepest = deepest
        self._following = following
        self._shown = shown
        self._done: set[str] = set()
        self._left = _MAX_LINES

    def branch(self, id: str, depth: int = 0) -> Branch:
        """The branch of `id`."""
        following = self._following(id)
        self._left -= 1
        if id in self._done:
            return Branch(id, again=bool(following))
        if depth == self._deepest:
            return Branch(id, more=len(following))
        self._done.add(id)
        below: list[Branch] = []
        for one in following:
            if len(below) == MAX_BRANCHES or self._left <= 0:
                break
            if one in self._shown:
                below.append(self.branch(one, depth + 1))
        return Branch(id, False, tuple(below), len(following) - len(below))
