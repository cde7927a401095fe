"""Patterns: the numbers of the whole, its clusters, and who works with their own kind."""

import strawberry

from partnermap import analysis
from partnermap.api.types.fields import stored
from partnermap.api.types.measuring import first_of, measured
from partnermap.vocabulary import Grouping


@strawberry.type(
    description="The numbers of the whole. Without another word they are of the ties on record "
    "among the organisations of the scope and their partners outside."
)
class Summary:
    """The numbers of the whole."""

    organisations: int = measured(
        lambda a: a.projected.number_of_nodes(), "How many organisations, those outside too."
    )
    ties: int = measured(
        lambda a: a.projected.number_of_edges(), "How many pairs of them are tied directly."
    )
    density: float | None = measured(
        lambda a: a.cohesion.density,
        "The share of pairs tied directly, of those of the scope that were heard.",
    )
    components: int = measured(
        lambda a: len(a.cohesion.components),
        "How many parts the scope falls into, isolates apart.",
    )
    isolates: int = measured(
        lambda a: len(a.cohesion.isolates), "How many of the scope were heard and have no tie."
    )
    degree_centralisation: float | None = measured(
        lambda a: a.centralisation,
        "How far all ties run through one organisation (Freeman 1979): 1 is a star.",
    )
    core_fit: float | None = measured(
        lambda a: a.core.fit if a.core else None,
        "How far there is a core and a periphery (Borgatti and Everett 1999).",
    )
    modularity: float | None = measured(
        lambda a: a.clusters.modularity,
        "How far there are clusters (Newman and Girvan 2004), of those found.",
    )
    degree_assortativity: float | None = measured(
        lambda a: a.degree_assortativity,
        "Whether those with many partners work with those who have many (Newman 2003).",
    )
    multiplexity: float | None = measured(
        lambda a: a.multiplexity.mean, "How many partnerships two share on average that share any."
    )
    multiplex: float | None = measured(
        lambda a: a.multiplexity.several, "The share of those two that share more than one."
    )


@strawberry.type(description="How far clusters are the same as groups.")
class Agreement:
    """How far clusters are the same as groups."""

    by: Grouping = stored("Which groups.")
    adjusted_rand: float | None = stored(
        "The adjusted Rand index (Hubert and Arabie 1985): 1 is full agreement, 0 what chance "
        "gives; null where chance alone gives full agreement."
    )


@strawberry.type(description="Who works together more than with others.")
class Communities:
    """Who works together more than with others."""

    modularity: float | None = stored("How far they do; null where there are no ties.")
    seed: int = stored("What gives the same clusters again.")
    method: str = stored(
        "By which method: `Louvain` (Blondel 2008); of a large scope `Leiden` (Traag 2019), where "
        "that is installed."
    )
    count: int = stored("How many clusters there are; who has no tie is one alone.")
    clusters: list[list[strawberry.ID]] = stored("Who is in each, the largest first.")
    agreement: list[Agreement] = stored("How far they are the trusts, places and other groups.")


def communities(study: analysis.Analysis, first: int) -> Communities:
    """Who works together more than with others."""
    found = study.clusters
    return Communities(
        modularity=found.modularity,
        seed=found.seed,
        method=found.method,
        count=len(found.members),
        clusters=[[strawberry.ID(id_) for id_ in c] for c in first_of(found.members, first)],
        agreement=[Agreement(by=by, adjusted_rand=study.agreement[by]) for by in Grouping],
    )


@strawberry.type(description="How far the ties of some lead out of their group.")
class Leaning:
    """How far the ties of some lead out of their group."""

    external: int = stored("Ties of two that are of different groups.")
    internal: int = stored("Ties of two that are of one group.")
    index: float | None = stored(
        "E-I (Krackhardt and Stern 1988): -1 if all stay within, 1 if all lead out; null of none."
    )


@strawberry.type(description="How far the ties of one group lead out of it.")
class GroupLeaning(Leaning):
    """How far the ties of one group lead out of it."""

    group: str = stored("The id of the trust, place or diocese; the name of the sector or phase.")


@strawberry.type(description="How two groups meet, or one its own.")
class Meeting:
    """How two groups meet."""

    groups: list[str] = stored("The two, which are the same for ties within one.")
    ties: int = stored("How many pairs of them are tied.")
    pairs: int = stored("How many pairs of them there are.")


@strawberry.type(
    description="Whether organisations work with their own kind: among those of the scope that "
    "answered in full, of whom it is known with whom they do not work."
)
class Mixing:
    """Whether organisations work with their own kind."""

    by: Grouping = stored("Which groups.")
    assortativity: float | None = stored(
        "How much more often than by chance ties join two of one group (Newman 2003); null where "
        "that cannot be told."
    )
    overall: Leaning = stored("The ties of all.")
    expected: float | None = stored("The E-I index that groups of these sizes have by chance.")
    unplaced: int = stored("How many ties are left out, the group of an end not being known.")
    groups: list[GroupLeaning] = stored("The ties of each group, those with most ties first.")
    matrix: list[Meeting] = stored("The mixing matrix, those of most pairs first.")


def mixing(study: analysis.Analysis, first: int, by: Grouping) -> Mixing:
    """Whether organisations work with their own kind."""
    found, met = study.leanings[by], study.mixing[by]
    groups = sorted(found.groups.items(), key=lambda of: (-of[1].external - of[1].internal, of[0]))
    matrix = sorted(met.items(), key=lambda of: (-of[1].pairs, of[0]))
    return Mixing(
        by=by,
        assortativity=study.assortativity[by],
        overall=Leaning(
            external=found.overall.external,
            internal=found.overall.internal,
            index=found.overall.index,
        ),
        expected=found.expected,
        unplaced=found.unplaced,
        groups=[
            GroupLeaning(group=group, external=of.external, internal=of.internal, index=of.index)
            for group, of in first_of(groups, first)
        ],
        matrix=[
            Meeting(groups=[*pair], ties=of.ties, pairs=of.pairs)
            for pair, of in first_of(matrix, first)
        ],
    )


@strawberry.type(
    description="How far working together follows belonging together (Hubert and Schultz 1976), "
    "among those of the scope that answered in full."
)
class Overlap:
    """How far working together follows belonging together."""

    pairs: int = stored("All pairs of two whose groups are known.")
    working: int = stored("Those that work together.")
    formal: int = stored("Those of one group.")
    both: int = stored("Those of one group that work together.")
    unplaced: int = stored("How many that work together are left out: a group is not known.")
    formal_among_working: float | None = stored(
        "The share of pairs that work together that is of one group; null of no pairs."
    )
    formal_by_chance: float | None = stored("What that share would be by chance.")
    working_among_formal: float | None = stored(
        "The share of pairs of one group that works together; null of no pairs."
    )
    working_by_chance: float | None = stored("What that share would be by chance.")
