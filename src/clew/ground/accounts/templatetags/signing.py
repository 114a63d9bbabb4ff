"""A QR code as the path of a drawing: no picture is loaded from anywhere."""

import segno
from allauth.mfa.adapter import get_adapter
from django import template

from clew.ground.accounts.models import Member

register = template.Library()


@register.inclusion_tag("accounts/_qr.html")
def qr(member: Member, secret: str) -> dict[str, object]:
    """Draw the code that an authenticator app reads."""
    url = get_adapter().build_totp_url(member, secret)
    rows = segno.make(url, error="m").matrix
    path = "".join(
        f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark
    )
    return {"path": path, "size": len(rows)}
