"""The cast of the tests, always the same people. All made up."""

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.test import Client

from clew.ground.accounts.models import Circle, Grant, Member, Organisation
from clew.ground.accounts.roles import Role
from clew.ground.accounts.stepping_up import SHOWN, SHOWN_OF
from clew.rules.consent.kinds import Purpose, RecipientKind

TODAY: Final = date(2026, 3, 16)
PASSWORD: Final = "made-up-people-only"
# Everyone's second factor in tests; the codes are made from it.
CANARY: Final = "Kanarienvogel"  # the surname of every made-up person; it may show nowhere


@dataclass(slots=True)
class Cast:
    """Three organisations, who works there, and one survivor with a sign-in."""

    kitchen: Organisation
    house: Organisation
    elsewhere: Organisation
    police: Organisation
    law_firm: Organisation
    find_others: Circle
    first_responder: Member
    advocate_a: Member
    advocate_b: Member
    advocate_elsewhere: Member
    case_lead: Member
    lawyer: Member
    investigator: Member
    investigator_kitchen: Member
    police_liaison: Member
    policy_lead: Member
    output_checker: Member
    data_steward: Member
    administrator: Member
    auditor: Member
    trainer: Member
    survivor: Member


def member(organisation: Organisation, name: str, *roles: Role) -> Member:
    """Make a member; their address is their name."""
    email = f"{name.lower().replace(' ', '.')}@clew.invalid"
    made = Member(email=email, shown_name=name, organisation=organisation)
    made.set_unusable_password()  # hashing takes long; tests sign in by `signed_in`
    made.save()
    Grant.objects.bulk_create([Grant(member=made, role=role.value) for role in roles])
    return made


def assemble() -> Cast:
    """Make the cast."""
    kitchen = Organisation.objects.create(name="Mill Street Kitchen", kind=RecipientKind.CHARITY)
    house = Organisation.objects.create(name="Lantern House", kind=RecipientKind.CHARITY)
    elsewhere = Organisation.objects.create(name="Far Shore", kind=RecipientKind.CHARITY)
    police = Organisation.objects.create(name="Northmoor Police", kind=RecipientKind.POLICE)
    law_firm = Organisation.objects.create(name="Reed and Rush", kind=RecipientKind.LAW_FIRM)
    circle = Circle.objects.create(name="Northmoor circle", purpose=Purpose.FIND_OTHERS)
    circle.organisations.add(kitchen, house)
    return Cast(
        kitchen=kitchen,
        house=house,
        elsewhere=elsewhere,
        police=police,
        law_firm=law_firm,
        find_others=circle,
        first_responder=member(kitchen, "Fay Frontline", Role.FIRST_RESPONDER),
        advocate_a=member(house, "Ada Advocate", Role.ADVOCATE),
        advocate_b=member(house, "Bea Advocate", Role.ADVOCATE),
        advocate_elsewhere=member(elsewhere, "Eli Elsewhere", Role.ADVOCATE),
        case_lead=member(house, "Cleo Lead", Role.CASE_LEAD),
        lawyer=member(law_firm, "Lou Lawyer", Role.LAWYER),
        investigator=member(house, "Ines Investigator", Role.INVESTIGATOR),
        investigator_kitchen=member(kitchen, "Ivo Investigator", Role.INVESTIGATOR),
        police_liaison=member(police, "Pat Police", Role.PARTNER_OFFICER),
        policy_lead=member(house, "Pola Policy", Role.POLICY_LEAD),
        output_checker=member(kitchen, "Otto Checker", Role.OUTPUT_CHECKER),
        data_steward=member(house, "Dora Steward", Role.DATA_STEWARD),
        administrator=member(house, "Adam Admin", Role.ADMINISTRATOR),
        auditor=member(house, "Aude Auditor", Role.AUDITOR),
        trainer=member(kitchen, "Tara Trainer", Role.TRAINER),
        survivor=member(house, "R-7", Role.SURVIVOR),
    )


def signed_in(who: Member, *, shown_for: UUID | None = None) -> Client:
    """Return a client on which a member is signed in, with a second factor, a moment ago.

    With `shown_for` they have shown once more who they are, to see a person they only lead.
    """
    from allauth.mfa.models import Authenticator  # noqa: PLC0415 -- after Django is set up

    Authenticator.objects.get_or_create(
        user=who, type=Authenticator.Type.TOTP, defaults={"data": {"secret": "made up"}}
    )
    client = Client(HTTP_HOST="localhost")
    client.force_login(who)
    if shown_for:
        session = client.session
        session[SHOWN_OF] = {str(shown_for): session[SHOWN]}
        session.save()
    return client
