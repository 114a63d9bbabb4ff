"""How the process for partners reads releases, which rest on people whom it may not see.

A policy is checked with the rights of whoever asks, so it may not name a table of people: a
function asks in its place, and not for the process for partners. Telling who stands by a person is
done by the house's own right, and says nothing back.
"""

from django.db import migrations

from clew.ground.accounts.row_security import RowSecurity, of_person
from clew.ground.vault.partner_rows import PartnerRows, Statements

_ASKED = "clew_may_see_person(person_id)"
_SEEN = """organisation_id = (SELECT clew_organisation())
OR circle_id IN (SELECT clew_circles())
OR {of_person}"""
_MAY_SEE = """
CREATE FUNCTION clew_may_see_person(which uuid) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF current_user = 'clew_partner' THEN RETURN false; END IF;
    RETURN EXISTS (SELECT 1 FROM people_person up WHERE up.id = which);
END $$
"""
_TELL = """
CREATE FUNCTION clew_tell_senders(which uuid, what text, place text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    who text := current_setting('clew.member_id', true);
BEGIN
    IF what NOT IN ('recall.answered', 'request.received') OR NOT EXISTS (
        SELECT 1 FROM release_release sent
        WHERE sent.id = which AND sent.organisation_id = clew_organisation()
    ) THEN
        RAISE EXCEPTION 'nobody is told of that' USING ERRCODE = 'insufficient_privilege';
    END IF;
    PERFORM set_config('clew.member_id', 'house', true);
    INSERT INTO notices_notice (id, member_id, code, path, at)
    SELECT gen_random_uuid(), told.id, what, place, now() FROM (
        SELECT sent.released_by_id AS id FROM release_release sent WHERE sent.id = which
        UNION
        SELECT standing.member_id FROM people_keeper standing
        JOIN release_release sent ON sent.person_id = standing.person_id
        WHERE sent.id = which AND standing.ends_before IS NULL
    ) told;
    PERFORM set_config('clew.member_id', who, true);
END $$
"""


class Migration(migrations.Migration):
    dependencies = [
        ("release", "0005_released_apart"),
        ("people", "0005_emergency"),
        ("notices", "0002_rows_for_partners"),
    ]
    operations = [
        Statements([_MAY_SEE], ["DROP FUNCTION clew_may_see_person(uuid)"]),
        RowSecurity(
            "release_release",
            _SEEN.format(of_person=_ASKED),
            kept=_ASKED,
            before=RowSecurity(
                "release_release",
                _SEEN.format(of_person=of_person("release_release")),
                kept=of_person("release_release"),
            ),
        ),
        # Held while a package is handed out, and never changed there.
        PartnerRows(
            "release_partnerkey", "partner_id = (SELECT clew_organisation())", kept="false"
        ),
        Statements(
            [_TELL, "REVOKE ALL ON FUNCTION clew_tell_senders(uuid, text, text) FROM PUBLIC"],
            ["DROP FUNCTION clew_tell_senders(uuid, text, text)"],
        ),
    ]
