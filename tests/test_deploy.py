"""What is shipped to run the service with says what it must: nothing privileged, nothing writable, secrets as files."""

from __future__ import annotations

import configparser
import re
from pathlib import Path

import pytest
import yaml

from monitor.app.environment import SECRETS

ROOT = Path(__file__).resolve().parents[1]
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", ["monitor", "worker"])
def test_containers_are_confined(name):
    service = COMPOSE["services"][name]

    assert (service["read_only"], service["cap_drop"], service["restart"]) == (True, ["ALL"], "unless-stopped")
    assert "no-new-privileges:true" in service["security_opt"]
    assert set(service["deploy"]["resources"]["limits"]) == {"cpus", "memory", "pids"}
    assert "pids_limit" not in service  # beside other limits compose refuses the whole file
    assert all(volume.split(":")[1] != "/var/run/docker.sock" for volume in service["volumes"])


def test_no_secret_stands_in_the_environment_and_each_file_is_declared():
    for service in COMPOSE["services"].values():
        named = {
            key: value for key, value in service["environment"].items() if re.search("TOKEN|PASSWORD|KEY|_URL", key)
        }
        assert [key for key in named if not key.endswith("_FILE") and key != "LLM_BASE_URL"] == []
        files = {value.removeprefix("/run/secrets/") for key, value in named.items() if key.endswith("_FILE")}
        assert files == set(service["secrets"])
        assert files <= set(COMPOSE["secrets"])


def test_each_secret_that_the_service_knows_can_be_given_as_a_file():
    given = {key.removesuffix("_FILE") for key in COMPOSE["services"]["monitor"]["environment"]}

    assert set(SECRETS) - given == set()


def test_only_loopback_is_published_and_workers_are_asked_for():
    assert COMPOSE["services"]["monitor"]["ports"] == ["127.0.0.1:8080:8080"]
    assert "ports" not in COMPOSE["services"]["db"]
    assert COMPOSE["services"]["worker"]["profiles"] == ["workers"]


def test_a_machine_with_two_cores_is_enough():
    limits = [service["deploy"]["resources"]["limits"]["cpus"] for service in COMPOSE["services"].values()]
    assert set(limits) == {"${CPUS:-2}"}


def test_nobody_waits_for_the_socket_of_a_database_that_is_still_made():
    assert "--host=127.0.0.1" in COMPOSE["services"]["db"]["healthcheck"]["test"][1]


def test_a_worker_leaves_no_volume_behind():
    kept = [line.split()[1] for line in DOCKERFILE.splitlines() if line.startswith("VOLUME")]
    assert kept == ["/srv/monitor/data"]
    assert any(mount.startswith("/srv/monitor/data:") for mount in COMPOSE["services"]["worker"]["tmpfs"])


def test_what_may_be_set_for_compose_is_named_in_the_example():
    text = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    named = set(re.findall(r"\$\{(\w+)", text)) | {"COMPOSE_PROFILES"}
    assert named == set(re.findall(r"^(?:# )?([A-Z_]+)=\S*$", example, re.MULTILINE))
    assert COMPOSE["services"]["monitor"]["build"]["args"]["BASE"].startswith("${PYTHON_IMAGE:-python:3.11-")


def test_no_command_opens_the_site_to_everybody():
    commands = [service.get("command", []) for service in COMPOSE["services"].values()]
    assert not any("0.0.0.0" in part for command in commands for part in command)
    assert "--listen" not in DOCKERFILE


def test_the_image_ends_without_installers_and_without_root():
    built, final = DOCKERFILE.rsplit("\nFROM ", 1)

    assert "/opt/monitor/bin/pip uninstall --yes setuptools pip" in built
    assert "python -m pip uninstall --yes" in final  # the base's own
    assert "ensurepip" in final
    assert "pip install" not in final
    assert re.search(r"^USER 10001$", final, re.MULTILINE)
    assert "HEALTHCHECK" in final


def test_the_unit_is_hardened():
    unit = configparser.RawConfigParser(strict=False)
    unit.optionxform = str
    unit.read(ROOT / "deploy" / "messaging-monitor.service", encoding="utf-8")
    service = dict(unit["Service"])

    for key in ("NoNewPrivileges", "DynamicUser", "PrivateTmp", "PrivateDevices", "ProtectHome", "RestrictNamespaces"):
        assert service[key] == "yes"
    assert service["ProtectSystem"] == "strict"
    assert service["CapabilityBoundingSet"] == ""
