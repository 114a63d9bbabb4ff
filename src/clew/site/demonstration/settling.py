"""Who is there before the story begins: organisations, circles, the cast, the training sessions."""

from dataclasses import dataclass
from datetime import date

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password

from clew.ground.accounts.models import Circle, Grant, Member, Organisation
from clew.ground.vault.sealing import seal_for_house
from clew.recognise.training import actions as training
from clew.recognise.training import attending
from clew.rules.consent.kinds import RecipientKind
from clew.site.demonstration.moments import at_the_time
from clew.site.demonstration.signing_in import PASSPHRASE, SECRET
from clew.site.demonstration.world import World


@dataclass(frozen=True, slots=True)
class Settled:
    """The rows of the house by the keys of the world."""

    today: date
    organisations: dict[str, Organisation]
    circles: dict[str, Circle]
    members: dict[str, Member]
    sessions: dict[str, str]  # key → code

    def recipient(self, key: str) -> Organisation | Circle | None:
        """Return whom a consent of the world names."""
        return self.organisations.get(key) or self.circles.get(key)


def settle(world: World) -> Settled:
    """Write down organisations, circles, members with their second factor, and sessions."""
    organisations = {
        made.key: Organisation.objects.create(
            name=made.name, kind=RecipientKind(made.kind).value, jurisdiction=made.jurisdiction
        )
        for made in world.organisations
    }
    circles = {}
    for made in world.circles:
        circles[made.key] = Circle.objects.create(name=made.name, purpose=made.purpose)
        circles[made.key].organisations.set([organisations[key] for key in made.members])
    members = _members(world, organisations)
    sessions = {}
    for session in world.sessions:
        with at_the_time(session.on):
            row = training.write_down(
                actor=members[session.trainer],
                held_on=session.on,
                place=session.place,
                attendees=session.attendees,
                on=session.on,
            )
            for key in session.came:
                attending.say_i_came(actor=members[key], code=row.code, on=session.on)
        sessions[session.key] = row.code
    return Settled(world.today, organisations, circles, members, sessions)


def _members(world: World, organisations: dict[str, Organisation]) -> dict[str, Member]:
    password = make_password(PASSPHRASE)  # one for all: it is written on the sign-in page
    factor = {"secret": seal_for_house(SECRET, "second factor")}
    members = {}
    for made in world.staff:
        member = Member.objects.create(
            email=made.email,
            shown_name=made.shown_name,
            organisation=organisations[made.organisation],
            password=make_password(None) if made.survivor else password,  # theirs is a card
            language="ar" if made.reads == "ar" else "en-gb",
        )
        Grant.objects.bulk_create([Grant(member=member, role=role) for role in made.roles])
        if made.roles != ("survivor",):
            Authenticator.objects.create(
                user=member, type=Authenticator.Type.TOTP, data=dict(factor)
            )
        members[made.key] = member
    return members
