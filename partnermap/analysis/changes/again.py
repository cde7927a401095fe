"""A finding told again: what has changed of it since it was cited, in words."""

from collections.abc import Callable, Iterator

from partnermap.analysis.sentences import again as said
from partnermap.model.findings import Finding


def changed_since(
    cited: Finding, now: Finding | None, name: Callable[[str], str]
) -> tuple[str, ...]:
    """What has changed of a finding since it was cited, in words; nothing where nothing has.

    Parameters
    ----------
    cited, now : Finding
        The same question's finding then, and as it is told now: None where nothing is found.
    name : callable
        Gives the name of an organisation or partnership.
    """
    return tuple(_changes(cited, now, name))


def _changes(cited: Finding, now: Finding | None, name: Callable[[str], str]) -> Iterator[str]:
    if now is None:
        yield said.NO_LONGER
        return
    if now.measure.value != cited.measure.value:
        yield said.other_number(cited.measure.value, now.measure.value)
    concerned = {*now.about, *now.affected}, {*cited.about, *cited.affected}
    for more, these in ((True, concerned[0] - concerned[1]), (False, concerned[1] - concerned[0])):
        if these:
            yield said.concerned([name(id_) for id_ in sorted(these)], more=more)
    if now.silent_about != cited.silent_about:
        yield said.silence(cited.silent_about, now.silent_about)
    if now.disputed != cited.disputed:
        yield said.disputes(cited.disputed, now.disputed)
    if now.sentence != cited.sentence:
        yield said.now_told(now.sentence)
