"""Linked data: the triples that rdflib reads say what the network says, in terms others know."""

import io
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib import RDF, XSD, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, ORG, SDO

from partnermap.analysis.networks.layers import only
from partnermap.exports.codebook import EDGES, NODES
from partnermap.exports.documents import write_jsonld
from partnermap.model.dates import Span, When
from partnermap.model.network import Membership, Network, Node, PartnershipNode
from partnermap.vocabulary import Kind, Layer
from tests.exports.networks import CREDIT, DAY, contents, networks, of_ties

OURS = Namespace("urn:partnermap:")
SOME = settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def triples(network: Network, layer: Layer) -> Graph:
    file = io.StringIO()
    write_jsonld(contents(network, layer), file)
    return Graph().parse(data=file.getvalue(), format="json-ld", publicID="http://file.test/ours")


@SOME
@given(network=networks(), layer=st.sampled_from(Layer))
def test_each_name_and_each_tie_is_there(network: Network, layer: Layer) -> None:
    read, recorded = triples(network, layer), only(network, layer)
    things: list[Node | PartnershipNode] = [*recorded.nodes, *recorded.partnerships]
    assert {(str(thing), str(name)) for thing, name in read[: SDO.name]} == {
        (thing.id, thing.name) for thing in things
    }
    ends = sorted(
        sorted((str(read.value(tie, ORG.member)), str(read.value(tie, ORG.organization))))
        for tie in read[: RDF.type : ORG.Membership]
    )
    assert ends == sorted(sorted(tie["ends"]) for tie in of_ties(recorded))


def test_what_it_says_has_types_dates_and_a_licence() -> None:
    span = Span(When.parse("2019-09-01"))
    network = Network(
        "la:0", Layer.WORKING, None, 12, (Node("urn:1", "Ash", Kind.SCHOOL, pupils=90),),
        partnerships=(PartnershipNode("partnership:1", "Heads", "NETWORK", (), span, 2),),
        memberships=(Membership("urn:1", "partnership:1", span=span),),
    )  # fmt: skip
    read = triples(network, Layer.WORKING)
    school, heads = URIRef("urn:1"), URIRef("partnership:1")
    assert read.value(school, RDF.type) == SDO.School
    assert read.value(heads, RDF.type) == ORG.OrganizationalCollaboration
    assert read.value(school, OURS.pupils) == Literal(90, datatype=XSD.integer)
    (tie,) = read[: RDF.type : ORG.Membership]
    assert read.value(tie, SDO.startDate) == Literal(date(2019, 9, 1))
    about = URIRef("http://file.test/ours")
    assert CREDIT.licence in str(read.value(about, DCTERMS.rights))
    assert read.value(about, DCTERMS.temporal) == Literal(DAY)
    assert read.value(about, SDO.version) == Literal(12)


def test_every_term_of_our_own_is_in_the_codebook_beside() -> None:
    read = triples(Network("la:0", Layer.WORKING, None, 1, ()), Layer.WORKING)
    told = {str(column) for column in read[: RDF.type : OURS.Column]}
    assert {str(OURS[f"nodes.{column.name}"]) for column in NODES} <= told
    assert {str(OURS[f"edges.{column.name}"]) for column in EDGES} <= told
