"""One claim: its documents, and which voice each of them has (SPEC section 2, Documents and Voices)."""

from collections.abc import Iterable, Mapping, Sequence

from sayso.provenance.graph import Graph
from sayso.provenance.walks import Budget
from sayso.record.file import Entry
from sayso.record.model import Claim
from sayso.record.references import documents


class Voices(dict[int, int]):
    """The voice of each document of a case, worked out when it is asked for."""

    def __init__(self, head: Sequence[int], together: dict[int, int]) -> None:
        super().__init__()
        self._head = head
        self._together = together

    def __missing__(self, document: int) -> int:
        voice = self[document] = find(self._together, self._head[document])
        return voice


def find(together: dict[int, int], head: int) -> int:
    """The head that names the voice of `head`, where `together` leads from head to head towards it."""
    while (above := together.get(head, head)) != head:
        together[head] = together.get(above, above)
        head = above
    return head


class Case:
    """The documents and voices of one claim.

    A voice is a number that is good for this claim only; `voice` gives that of each document,
    `claimant` that of the claimants, `accused` those of the accused. `joint` are the documents that put
    voices together. Raises `Exhausted` when there are more documents than the budget allows.
    """

    def __init__(self, graph: Graph, entry: Entry[Claim], budget: Budget) -> None:
        assert entry.value is not None
        self.graph = graph
        self.entry = entry
        self.claim = claim = entry.value
        self.budget = budget
        # From each head that was put together with others to the one that names their voice.
        self._together: dict[int, int] = {}

        self.starts = [graph.number[id] for id in documents(claim)]

        joint, joints, head = graph.joint, graph.control.joints, graph.control.head
        # Only on the way to a joint document is there anything that puts voices together.
        leading = [start for start in self.starts if start in graph.to_joint]
        self.joint = [document for document in self._reach(leading) if document in joint]
        groups = [joint[document] for document in self.joint]
        groups.extend([(head[id],) for id in claim.against if head[id] in joints])
        if len(claim.claimant) > 1 or head[claim.claimant[0]] in joints:
            groups.append(tuple([head[id] for id in claim.claimant]))
        self._unite(groups)

        # Where nothing is put together, the voice of a document is the head of its party.
        self.voice: Voices | Sequence[int] = graph.head
        if self._together:
            self.voice = Voices(graph.head, self._together)
        self.claimant = find(self._together, head[claim.claimant[0]])
        self._accused: dict[int, list[str]] = {}
        for id in claim.against:
            self._accused.setdefault(find(self._together, head[id]), []).append(id)
        self.accused = frozenset(self._accused)

    def accused_as(self, voice: int) -> tuple[str, ...]:
        """The accused that speak as `voice`."""
        return tuple(self._accused.get(voice, ()))

    def voice_of(self, party: str) -> int:
        """The voice of a party; if it answers to several that are not together here, that of none."""
        return find(self._together, self.graph.control.head[party])

    def voices_of(self, party: str) -> set[int]:
        """The voices that a party speaks with: several if it answers to several. Raises `Exhausted`."""
        control = self.graph.control
        reached = self._spread([control.head[party]], control.joints)
        return {find(self._together, head) for head in reached if head in control.roots}

    def name(self, voice: int) -> tuple[str, ...]:
        """The ids of the root parties that speak as `voice`, sorted."""
        roots = self.graph.control.roots
        return tuple(sorted(id for head in self._heads(voice) for id in roots.get(head, ())))

    def forget(self) -> None:
        """Let go of what can be worked out again: cases are kept, by the thousand, for the report."""
        if isinstance(self.voice, Voices):
            self.voice.clear()

    def allied(self) -> frozenset[int]:
        """The voices allied with that of the claimants: those of the allies of all who share a root with it.

        Raises `Exhausted`.
        """
        allied, control = self.graph.allied, self.graph.control
        if not allied:
            return frozenset()
        ours = self._spread(self._heads(self.claimant), control.over)
        theirs = dict.fromkeys(ally for head in ours for ally in allied.get(head, ()))
        roots = [head for head in self._spread(theirs, control.joints) if head in control.roots]
        return frozenset(find(self._together, root) for root in roots) - {self.claimant}

    def _reach(self, starts: Sequence[int]) -> list[int]:
        """All that lead to a joint document, among `starts` and what they lead to."""
        based_on, to_joint = self.graph.based_on, self.graph.to_joint
        reached = dict.fromkeys(starts)
        waiting = list(reached)
        left = self.budget.left
        for document in waiting:
            grounds = based_on[document]
            left -= 1 + len(grounds)
            if left < 0:
                break
            for ground in grounds:
                if ground in to_joint and ground not in reached:
                    reached[ground] = None
                    waiting.append(ground)
        self.budget.keep(left)
        return waiting

    def _spread(self, heads: Iterable[int], following: Mapping[int, Sequence[int]]) -> list[int]:
        """`heads` and all that they lead to over `following`."""
        waiting = list(heads)
        seen = set(waiting)
        for head in waiting:
            more = following.get(head, ())
            self.budget.spend(1 + len(more))
            for one in more:
                if one not in seen:
                    seen.add(one)
                    waiting.append(one)
        return waiting

    def _heads(self, voice: int) -> list[int]:
        """The heads that were put together as `voice`."""
        if voice not in self._together:
            return [voice]
        return [head for head in self._together if find(self._together, head) == voice]

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
        one, other = find(self._together, one), find(self._together, other)
        if one != other:
            self._together[other] = one
            self._together.setdefault(one, one)
