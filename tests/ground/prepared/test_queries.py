"""A prepared query answers what the queryset it was built from answers, for every value."""

import threading
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clew.ground.accounts.models import Invitation, Member
from clew.ground.accounts.roles import Role
from clew.ground.prepared import queries
from clew.ground.prepared.queries import Many, NotPrepared, prepared
from tests.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def _named(*, name: str, role: Role | None, organisation: UUID | None) -> QuerySet[Member]:
    rows = Member.objects.filter(shown_name__gte=name).select_related("organisation")
    if role is not None:
        rows = rows.filter(grants__role=role.value)
    if organisation is not None:
        rows = rows.filter(organisation=organisation)
    return rows.order_by("shown_name", "id")


NAMED = prepared(_named)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.text(st.characters(blacklist_characters="\x00", blacklist_categories=["Cs"])),
    role=st.none() | st.sampled_from(list(Role)),
    own=st.booleans(),
)
def test_it_answers_as_its_queryset_does(
    cast: Cast, name: str, role: Role | None, own: bool
) -> None:
    of = cast.advocate_a.organisation_id if own else None
    found = NAMED.all(name=name, role=role, organisation=of)
    assert found == list(_named(name=name, role=role, organisation=of))


def test_what_belongs_to_a_row_comes_with_it(cast: Cast) -> None:
    found = NAMED.all(name="", role=None, organisation=cast.advocate_a.organisation_id)
    with CaptureQueriesContext(connection) as asked:
        assert {row.organisation.id for row in found} == {cast.advocate_a.organisation_id}
    assert not len(asked)


def test_the_query_is_built_once_and_asked_with_each_value(cast: Cast) -> None:
    built = []

    @prepared
    def one(*, member: UUID) -> QuerySet[Member]:
        built.append(member)
        return Member.objects.filter(id=member)[:1]

    for member in (cast.advocate_a, cast.advocate_b, cast.advocate_a):
        assert one.first(member=member.id) == member
    assert one.first(member=uuid4()) is None
    assert not one.any(member=uuid4())
    [mark] = built
    assert mark not in {cast.advocate_a.id, cast.advocate_b.id}


@pytest.mark.usefixtures("cast")
def test_many_are_asked_for_whatever_their_number() -> None:
    @prepared
    def some(*, members: Many) -> QuerySet[Member]:
        return Member.objects.filter(id__in=members).order_by("id")

    everybody = list(Member.objects.order_by("id"))
    for number in range(1, len(everybody) + 1):
        of = tuple(member.id for member in everybody[:number])
        assert some.all(members=of) == everybody[:number]


def test_moments_and_days_arrive_as_they_are(cast: Cast) -> None:
    @prepared
    def until(*, at: datetime) -> QuerySet[Invitation]:
        return Invitation.objects.filter(ends_at__gt=at).order_by("pk")

    now = datetime.fromisoformat("2026-07-01T12:00:00.000001+02:00")
    made = Invitation.objects.create(
        member=cast.advocate_a, digest="0", tries_left=1, ends_at=now + timedelta(days=30_000)
    )
    assert until.all(at=made.ends_at - timedelta(microseconds=1)) == [made]
    assert until.all(at=made.ends_at) == []


def test_a_value_that_the_query_computes_from_is_refused() -> None:
    @prepared
    def later(*, at: datetime) -> QuerySet[Invitation]:
        return Invitation.objects.filter(ends_at__gt=at, made_at__gt=at - timedelta(days=1))

    @prepared
    def begins(*, name: str) -> QuerySet[Member]:
        return Member.objects.filter(shown_name=name, email__startswith=name)

    @prepared
    def as_text(*, member: UUID) -> QuerySet[Member]:
        return Member.objects.filter(id=member, email=str(member))

    with pytest.raises(NotPrepared):
        later.all(at=datetime.fromisoformat("2026-07-01T12:00:00+00:00"))
    with pytest.raises(NotPrepared):
        begins.all(name="Made")
    with pytest.raises(NotPrepared):
        as_text.all(member=uuid4())


def test_a_value_that_the_query_does_not_ask_by_is_refused() -> None:
    @prepared
    def nothing(*, day: date) -> QuerySet[Member]:
        return Member.objects.filter(is_active=day is not None)

    with pytest.raises(NotPrepared, match="day"):
        nothing.all(day=date(2026, 7, 1))


@pytest.mark.usefixtures("cast")
def test_shape_after_shape_does_not_fill_the_memory() -> None:
    @prepared
    def page(*, number: int) -> QuerySet[Member]:
        return Member.objects.order_by("id")[number : number + 1]

    for number in range(queries._MOST_SHAPES * 2):  # noqa: SLF001 -- its own bound
        page.all(number=number)
    [shapes] = page._here.known.values()  # noqa: SLF001 -- what it keeps
    assert len(shapes) == queries._MOST_SHAPES  # noqa: SLF001 -- as above
    assert page.all(number=0) == [Member.objects.order_by("id")[0]]


def test_two_threads_share_nothing_that_is_asked(cast: Cast) -> None:
    @prepared
    def one(*, member: UUID) -> QuerySet[Member]:
        return Member.objects.filter(id=member)[:1]

    assert one.first(member=cast.advocate_a.id) == cast.advocate_a
    kept = []
    thread = threading.Thread(target=lambda: kept.append(len(one._here.known)))  # noqa: SLF001 -- what it keeps
    thread.start()
    thread.join()
    assert kept == [0]
    assert len(one._here.known) == 1  # noqa: SLF001 -- as above


def test_it_is_asked_by_name_only(cast: Cast) -> None:
    with pytest.raises(TypeError, match="by the names"):
        NAMED.all(cast.advocate_a.shown_name)  # type: ignore[call-arg]
