"""The GraphQL API and the plain routes beside it."""
