"""A set of repairs in words: what it would do, and what each repair does."""

from partnermap.analysis.findings.telling import Teller
from partnermap.analysis.mending.repairs import Repair, Repairs
from partnermap.analysis.sentences import Told
from partnermap.analysis.sentences import repairs as said
from partnermap.analysis.study import Study


def tell_repairs(study: Study, found: Repairs) -> Told:
    """What a set of repairs does for the scope of a study."""
    counts = said.Counts(
        study.cohesion.organisations,
        study.cohesion.unheard,
        sum(map(len, study.cohesion.components)),
        len(found.before.organisations),
        len(found.after.organisations),
    )
    return said.plan(
        counts,
        len(found.repairs),
        found.at_least,
        found.km,
        impossible=found.impossible,
        fewest=found.fewest,
    )


def tell_repair(study: Study, repair: Repair) -> str:
    """What one repair of a set does."""
    teller = Teller(study)
    metres = None if repair.km is None else round(repair.km * 1000)
    one, other = repair.ends
    tie = teller.name(one), teller.name(other), metres
    return said.repair(tie, len(repair.saves.organisations))
