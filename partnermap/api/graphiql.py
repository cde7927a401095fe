"""GraphiQL, the page on which operations are tried out, as Strawberry ships it."""

from strawberry.http.ides import get_graphql_ide_html


def graphiql() -> str:
    """The page as HTML; a browser that opens it loads the rest from a content network."""
    return get_graphql_ide_html("graphiql")
