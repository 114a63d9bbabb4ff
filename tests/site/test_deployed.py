"""Django's own checks of a house that is served under its own name find nothing."""

import subprocess
import sys

from tests.site.calls import ROOT, environment


def found(host: str) -> subprocess.CompletedProcess[str]:
    """Run the checks for a real house of a name."""
    return subprocess.run(
        [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"],
        env=environment(
            CLEW_MODE="real", CLEW_HOST=host, DJANGO_SETTINGS_MODULE="clew.site.settings"
        ),
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_a_house_under_its_own_name_has_no_warning() -> None:
    answer = found("house.invalid")
    assert answer.returncode == 0, answer.stderr


def test_cookies_that_travel_in_clear_would_be_warned_of() -> None:
    # Red control: this machine alone, without TLS.
    answer = found("localhost")
    assert answer.returncode == 1
    assert "SESSION_COOKIE_SECURE" in answer.stderr
