"""The container files: valid, and as closed as the deployment promises."""

import re
from typing import Any

import pytest
from compose_spec import PyCompose

from tests.engines import ROOT

COMPOSE = ROOT / "docker" / "compose.yaml"
DOCKERFILE = (ROOT / "docker" / "Dockerfile").read_text()
SERVICES: dict[str, dict[str, Any]] = PyCompose.from_yaml(COMPOSE.read_text()).to_dict()["services"]

every_service = pytest.mark.parametrize("service", SERVICES.values(), ids=list(SERVICES))


def test_a_compose_validator_accepts_it() -> None:
    compose = PyCompose.from_yaml(COMPOSE.read_text())
    compose.validate()
    assert compose.service_names() == ["api", "neo4j"]


@every_service
def test_a_service_can_change_nothing_and_gain_nothing(service: dict[str, Any]) -> None:
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert "privileged" not in service
    assert "cap_add" not in service


@every_service
def test_a_service_runs_as_nobody_special_and_says_how_it_is(service: dict[str, Any]) -> None:
    if "build" in service:
        assert service["build"]["dockerfile"] == "docker/Dockerfile"
        assert re.findall(r"^USER (.+)$", DOCKERFILE, re.MULTILINE) == ["10001:10001"]
        assert re.search(r"^HEALTHCHECK .*\\\n +CMD \[.*/healthz", DOCKERFILE, re.MULTILINE)
    else:
        assert service["user"] == "7474:7474"
        assert service["healthcheck"]["test"]


@every_service
def test_a_service_is_reached_from_this_machine_alone(service: dict[str, Any]) -> None:
    assert all(port.startswith("127.0.0.1:") for port in service.get("ports", []))


def test_the_database_is_reached_by_the_api_alone() -> None:
    assert "ports" not in SERVICES["neo4j"]
    assert SERVICES["neo4j"]["networks"] == ["store"]
    assert SERVICES["api"]["depends_on"] == {"neo4j": {"condition": "service_healthy"}}


def test_there_is_no_password_until_someone_chooses_one() -> None:
    asked = r"(neo4j/)?\$\{PARTNERMAP_NEO4J_PASSWORD:\?[^}]+\}"
    given = [
        value
        for service in SERVICES.values()
        for name, value in service["environment"].items()
        if "AUTH" in name or "PASSWORD" in name
    ]
    assert len(given) == len(SERVICES)
    assert all(re.fullmatch(asked, value) for value in given)
    assert "PASSWORD" not in DOCKERFILE


def test_the_image_is_built_from_what_is_there() -> None:
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.MULTILINE)
    names = [name for line in copied for name in line.split()]
    assert names
    assert [name for name in names if not (ROOT / name).exists()] == []
