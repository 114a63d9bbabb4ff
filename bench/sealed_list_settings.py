"""Clew's settings, with the two pages of the sealed-list bench among its addresses."""

from clew.site.settings import *  # noqa: F403 -- a settings module takes over all names
from clew.site.settings import PROJECT, TEMPLATES

ROOT_URLCONF = "bench.sealed_list_urls"
POLICY_TABLE = "bench.sealed_list_urls"
ALLOWED_HOSTS = ["*"]
TEMPLATES[0]["DIRS"] = [PROJECT / "bench" / "templates"]
