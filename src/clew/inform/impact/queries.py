"""The chains a viewer may see, from frozen rows, with small numbers protected."""

from dataclasses import dataclass
from datetime import date

from clew.ground.accounts.models import Member
from clew.ground.accounts.roles import Role
from clew.inform.impact.chain import Chain, chain_of
from clew.inform.statistics.queries import snapshot_near
from clew.inform.statistics.tables import chains_by_session, declined_because
from clew.recognise.training import queries as training
from clew.recognise.training.models import Session


@dataclass(frozen=True, slots=True)
class OfSession:
    """One training session and what came of it; `chain` is None where nothing is frozen yet."""

    code: str
    held_on: date
    place: str
    trainer: str
    attendees: int
    chain: Chain | None


@dataclass(frozen=True, slots=True)
class Impact:
    """What came of training: session by session and, for who leads, all together."""

    frozen_on: date | None
    threshold: int | None
    attendees: int
    together: Chain | None
    sessions: tuple[OfSession, ...]


def impact_for(actor: Member) -> Impact:
    """Return what came of the sessions that the actor may see.

    A team that looks at its own rows has the threshold of its own management tables; whoever
    looks from another organisation has that of what leaves it.
    """
    return _impact(actor, list(training.visible_to(actor)))


def of_session(actor: Member, code: str) -> tuple[Impact, OfSession]:
    """Return what came of one session. Raises `NoSuchSession`."""
    session = training.session_for(actor, code)
    found = _impact(actor, [session])
    return found, found.sessions[0]


def _impact(actor: Member, sessions: list[Session]) -> Impact:
    leads = actor.has(Role.POLICY_LEAD, Role.CASE_LEAD)
    snapshot = snapshot_near(actor)
    table = because = None
    if snapshot is not None:
        own = leads and snapshot.organisation_id == actor.organisation_id
        profile, codes = "team" if own else "default", training.all_codes()
        table = chains_by_session(snapshot, codes, profile=profile)
        because = declined_because(snapshot, codes, profile=profile) if leads else None
    return Impact(
        frozen_on=snapshot.on if snapshot else None,
        threshold=table.threshold if table else None,
        attendees=sum(session.attendees for session in sessions),
        together=chain_of(table, because=because) if table and leads else None,
        sessions=tuple(
            OfSession(
                code=session.code,
                held_on=session.held_on,
                place=session.place,
                trainer=session.trainer.shown_name,
                attendees=session.attendees,
                chain=chain_of(table, session.code) if table else None,
            )
            for session in sessions
        ),
    )
