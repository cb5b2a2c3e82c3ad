"""How sure a statement is: the words of doubt that its claims give it."""

from __future__ import annotations

from collections.abc import Sequence

from kg.network.network import Claim

DENIED = "denied"


def states_of(claims: Sequence[Claim], *, stands: bool) -> tuple[str, ...]:
    """The states of a statement, sorted; empty for one that is plainly asserted.

    Only live claims count, those that were not taken back; where none is live, the statement is ``retracted``.

    - ``contested``: one of them is disputed or contradicts another claim.
    - ``denied``: one of them names who denies it (``deniedBy``), or reports the denial (``modality: denied``). The
      accusation stands all the same.
    - ``negated``: one of them says that it is not so (a report of a denial does not), and the statement does not stand.
    - ``alleged``, ``charged``, ``admitted``, ``found``, ``planned``: what the asserting claims say, if every one of
      them says such a word. One source that asserts it plainly wins: the statement is then asserted.

    Args:
        claims: all claims of the statement.
        stands: the triple is in the graph.
    """
    live = [claim for claim in claims if claim.live]
    if not live:
        return ("retracted",) if claims else ()
    found = set()
    if any(claim.status == "disputed" or claim.contradicts for claim in live):
        found.add("contested")
    if any(claim.denied_by or claim.modality == DENIED for claim in live):
        found.add("denied")
    if not stands and any(claim.negated and claim.modality != DENIED for claim in live):
        found.add("negated")
    asserting = [claim for claim in live if not claim.negated and claim.modality != DENIED]
    if asserting and all(claim.modality for claim in asserting):
        found.update(claim.modality for claim in asserting if claim.modality)
    return tuple(sorted(found))
