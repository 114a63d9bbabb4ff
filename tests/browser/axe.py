"""axe-core in the page: which accessibility rules are broken, and where."""

from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Page

_AXE: Final = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
EVERYTHING: Final = {
    "type": "tag",
    "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
# The only rules of those that look at colours: all that a dark look can break.
COLOURS: Final = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
# The debugger's scripts are not asked for by the page, so its policy stays as it is.
_RUN: Final = """
async (rules) => {
  const found = await axe.run(document, {runOnly: rules, resultTypes: ["violations"]});
  return found.violations.map((rule) => ({
    id: rule.id, nodes: rule.nodes.slice(0, 3).map((node) => node.target.join(" "))}));
}
"""


def broken_rules(page: Page, rules: dict[str, object] = EVERYTHING) -> list[str]:
    """Return every rule broken on the page as it stands, with the first places."""
    if not page.evaluate("typeof window.axe === 'object'"):
        page.evaluate(_AXE)
    found: list[dict[str, Any]] = page.evaluate(_RUN, rules)
    return [f"{rule['id']}: {', '.join(rule['nodes'])}" for rule in found]
