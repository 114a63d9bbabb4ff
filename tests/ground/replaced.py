"""Settings with one guard taken away, so that a test can show that the guard is what holds."""

from typing import Any

from django.conf import settings


def middleware_without(name: str) -> list[str]:
    """Return the middleware without the one whose path ends with `name`."""
    left = [path for path in settings.MIDDLEWARE if not path.endswith(name)]
    assert len(left) == len(settings.MIDDLEWARE) - 1
    return left


def templates_with(replaced: dict[str, str] | None = None, **options: object) -> list[Any]:
    """Return the template settings with some templates replaced, or with other options."""
    (engine,) = settings.TEMPLATES
    loaders = [
        ("django.template.loaders.locmem.Loader", replaced or {}),
        "django.template.loaders.app_directories.Loader",
    ]
    wanted = engine["OPTIONS"] | {"loaders": loaders} | options
    return [engine | {"APP_DIRS": False, "OPTIONS": wanted}]
