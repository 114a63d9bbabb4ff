"""Sign members in for as long as somebody asks: a module that is run in the settings of a house.

It reads an address a line and answers each with the key of a session, made as that process makes
its own. Who would sign in a hundred times by passphrase would measure passphrases.
"""

import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clew.site.settings")


def main() -> None:
    """Answer until standard input ends."""
    import django  # noqa: PLC0415 -- reads the environment

    django.setup()
    from clew.ground.accounts.models import Member, Session  # noqa: PLC0415 -- as above
    from clew.ground.audit.chain import hand_over  # noqa: PLC0415 -- as above
    from clew.site import house  # noqa: PLC0415 -- as above
    from tests.cast import signed_in  # noqa: PLC0415 -- as above

    house.open_beside()
    hand_over(to_sealer=True)
    for line in sys.stdin:
        member = Member.objects.get(email=line.strip())
        Session.objects.filter(member=member).delete()  # a member has three at most
        print(signed_in(member).cookies["sessionid"].value, flush=True)


if __name__ == "__main__":
    main()
