.PHONY: check test bench screenshots

# Lint, types, the committed schema, and the floors.
check:
	uv run ruff check
	uv run ruff format --check
	uv run mypy
	uv run partnermap schema --check schema.graphql
	uv run pytest -q tests/test_floors.py

# On every engine there is; `.ci/engines` installs the Neo4js.
test:
	uv run pytest

# The figures, with the peers beside them.
bench:
	uv run python -m benchmarks

# What every page looks like on the demo, in the folder `screenshots`.
screenshots:
	uv run python -m tests.browser.screenshots
