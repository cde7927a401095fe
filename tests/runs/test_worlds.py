"""Worlds looked at in several processes show what they show in one, as far as there is time."""

from itertools import islice
from multiprocessing import active_children
from time import monotonic

import pytest

from partnermap.analysis.confidence.sureness import MANY, look
from partnermap.analysis.study import Study
from partnermap.model.network import Network
from partnermap.runs.worlds import Worlds
from partnermap.vocabulary import Answer, Layer
from tests.analysis.named import network


def ring(size: int) -> Network:
    """Organisations in a ring of partnerships of two and three, every third of them not heard."""
    ids = [f"o{n:03}" for n in range(size)]
    parts = {
        f"p{n:03}": [ids[(n + step) % size] for step in range(2 + n % 2)] for n in range(0, size, 2)
    }
    silent = dict.fromkeys(ids[::3], Answer.SILENT)
    return network(parts, alone=ids, answer=Answer.COMPLETE, answers=silent)


@pytest.mark.parametrize("size", [12, MANY + 20])
def test_they_show_the_same_in_the_same_order_as_one_process(size: int) -> None:
    study = Study(ring(size), seed=3)
    worlds = Worlds(study)
    heard = list(islice(worlds.shown(), 7))
    worlds.close()
    assert heard == list(islice(look(study), 7))
    assert active_children() == []


def test_when_time_is_up_what_was_heard_are_the_first_worlds() -> None:
    study = Study(ring(MANY + 20))
    worlds = Worlds(study)
    shown = worlds.shown(monotonic() + 3600)
    heard = [next(shown) for _ in range(3)]
    worlds.stop()
    heard += islice(shown, 1_000)
    worlds.close()
    assert heard == list(islice(look(study), len(heard)))
    late = Worlds(study)
    assert list(late.shown(monotonic())) == []
    late.close()
    assert active_children() == []


def test_what_cannot_be_checked_has_no_worlds() -> None:
    worlds = Worlds(Study(ring(12), Layer.FORMAL))
    assert active_children() == []
    assert list(worlds.shown()) == []
    worlds.close()
