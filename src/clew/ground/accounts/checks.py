"""A start is refused while an address has no rule, or a rule no address."""

from typing import Any

from django.conf import settings
from django.core.checks import Error, register

from clew.ground.accounts.policy import addresses, table


@register()
def every_address_has_a_rule(**options: Any) -> list[Error]:  # noqa: ANN401, ARG001 -- Django's signature
    """Compare the addresses with the policy table. One for partners leaves most out on purpose."""
    named = {name for name, _pattern in addresses()}
    ruled = set(table())
    return [
        *(
            Error(f"{name} has no rule in the policy table.", id="clew.E001")
            for name in (() if settings.CLEW.for_partners else named - ruled)
        ),
        *(
            Error(f"The rule {name} belongs to no address.", id="clew.E002")
            for name in ruled - named
        ),
    ]
