"""Whom must we ask, who has not replied, and what is disputed?"""

from collections.abc import Mapping
from typing import Any, Final

from starlette.requests import Request

from partnermap.analysis.findings.kinds import FindingKind
from partnermap.explorer.pages import Told
from partnermap.explorer.places import calls
from partnermap.explorer.places.parts import one_of, part
from partnermap.explorer.places.tab import Tab
from partnermap.vocabulary import Answer, TieState

REPLIES: Final = {
    "silent": "Asked, and has not replied",
    "again": "Asked again, and has not replied yet",
    "partial": "Replied in part",
    "never": "Never asked",
}
"""By its word in an address: what came back from whoever has not answered in full."""
_WITHOUT_GOAL = (FindingKind.GOALS_NOT_PURSUED, FindingKind.WITHOUT_A_GOAL)


def _reply(node: Mapping[str, Any]) -> str:
    """What came back from an organisation; nothing where its answer is full and stands."""
    if node["answer"] is None:
        return "never"
    if node["answer"] == Answer.SILENT:
        return "silent"
    if node["askedAgain"]:
        return "again"
    return "partial" if node["answer"] == Answer.PARTIAL else ""


def _first_to_ask(row: Mapping[str, Any]) -> tuple[int, int, str]:
    """By what came back, then the largest schools first."""
    node = row["node"]
    return [*REPLIES].index(row["reply"]), -(node["pupils"] or 0), node["name"]


def _tell(request: Request, data: Told) -> Told:
    network, analysis = data["network"], data["analysis"]
    chosen = one_of([*REPLIES], request.query_params, "reply")
    alone = frozenset(analysis["notKnown"])
    rows = [
        {"node": node, "reply": reply, "alone": node["id"] in alone}
        for node in network["nodes"]
        if not node["outside"] and (reply := _reply(node))
    ]
    rows.sort(key=_first_to_ask)
    counts = [(word, said, sum(r["reply"] == word for r in rows)) for word, said in REPLIES.items()]
    shown = part([row for row in rows if chosen in ("", row["reply"])], request.query_params)
    return {
        "chosen": chosen,
        "replies": REPLIES,
        "counts": [each for each in counts if each[2]],
        "part": shown,
        "whole": len(rows),
        "disputed": [e for e in network["workingEdges"] if e["state"] == TieState.DISPUTED],
        "goals": calls.of(analysis["findings"], _WITHOUT_GOAL),
        "kept": {"reply": chosen} if chosen else {},
    }


TAB = Tab("not-known", "unknown", "Not known", "Whom must we ask?", _tell)
