"""One claim: its documents, and which voice each of them has (SPEC section 2, Documents and Voices)."""

from sayso.provenance.graph import Graph
from sayso.provenance.walks import Budget
from sayso.record.file import Entry
from sayso.record.model import Claim
from sayso.record.references import documents


class Case:
    """The documents and voices of one claim.

    A voice is a number that is good for this claim only; `voice` gives that of each document,
    `claimant` that of the claimants, `accused` those of the accused. Raises `Exhausted` when there are
    more documents than the budget allows.
    """

    def __init__(self, graph: Graph, entry: Entry[Claim], budget: Budget) -> None:
        assert entry.value is not None
        self.graph = graph
        self.entry = entry
        self.claim = claim = entry.value
        self.budget = budget
        self._together: dict[int, int] = {}
        head = graph.control.head

        reached = dict.fromkeys(graph.number[id] for id in documents(claim))
        waiting = list(reached)
        for document in waiting:
            for ground in graph.based_on[document]:
                if ground not in reached:
                    reached[ground] = None
                    waiting.append(ground)
        budget.spend(len(reached))

        speakers = [graph.heads[document] for document in reached]
        claimants = tuple(head[id] for id in claim.claimant)
        accused = [(head[id],) for id in claim.against]
        self._unite([*speakers, claimants, *accused])
        find = self._find
        if self._together:
            self.voice = {document: find(graph.heads[document][0]) for document in reached}
        else:
            self.voice = {document: graph.heads[document][0] for document in reached}
        self.claimant = find(claimants[0])
        self.accused = frozenset(find(party[0]) for party in accused)

    def voice_of(self, party: str) -> int:
        """The voice of a party that is a claimant, is accused, or speaks in a document."""
        return self._find(self.graph.control.head[party])

    def voices_of(self, head: int) -> set[int]:
        """The voices of the roots that a head stands for; several only if its party has no part here."""
        joints = self.graph.control.joints
        found = set()
        waiting = [head]
        seen = {head}
        while waiting:
            head = waiting.pop()
            if head in joints and head not in self._together:
                self.budget.spend(len(joints[head]))
                waiting.extend(seen.symmetric_difference(seen.union(joints[head])))
                seen.update(joints[head])
            else:
                found.add(self._find(head))
        return found

    def name(self, voice: int) -> tuple[str, ...]:
        """The ids of the root parties that speak as `voice`, sorted."""
        roots = self.graph.control.roots
        names = set(roots.get(voice, ()))
        for head in self._together:
            if self._find(head) == voice:
                names.update(roots.get(head, ()))
        return tuple(sorted(names))

    def _find(self, head: int) -> int:
        together = self._together
        while (above := together.get(head, head)) != head:
            together[head] = together.get(above, above)
            head = above
        return head

    def _unite(self, groups: list[tuple[int, ...]]) -> None:
        """Put the heads of each group together, and each joint head with all that it stands for."""
        joints = self.graph.control.joints
        expanded: set[int] = set()
        for group in groups:
            for head in group[1:]:
                self._join(group[0], head)
            waiting = [head for head in group if head in joints and head not in expanded]
            expanded.update(waiting)
            while waiting:
                head = waiting.pop()
                self.budget.spend(len(joints[head]))
                for below in joints[head]:
                    self._join(head, below)
                    if below in joints and below not in expanded:
                        expanded.add(below)
                        waiting.append(below)

    def _join(self, one: int, other: int) -> None:
        one, other = self._find(one), self._find(other)
        if one != other:
            self._together[other] = one
            self._together.setdefault(one, one)
