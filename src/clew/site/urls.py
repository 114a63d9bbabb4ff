"""Every address of Clew. Each stands in the policy table too, or is not answered."""

from allauth.account import views as account
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from django.urls import include, path

urlpatterns = [
    path("", include("clew.ground.ui.urls")),
    # Of allauth only what this house uses: nobody signs up, and no link in a mail changes anything.
    path("sign-in/", account.login, name="account_login"),
    path("sign-in/code/", factors.authenticate, name="mfa_authenticate"),
    path("sign-in/again/", account.reauthenticate, name="account_reauthenticate"),
    path("sign-in/again/code/", factors.reauthenticate, name="mfa_reauthenticate"),
    path("account/passphrase/", account.password_change, name="account_change_password"),
    path("sign-out/", account.logout, name="account_logout"),
    path("second-factor/", factors.index, name="mfa_index"),
    path("second-factor/new/", totp.activate_totp, name="mfa_activate_totp"),
    path(
        "second-factor/codes/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"
    ),
    path("account/", include("clew.ground.accounts.urls")),
    path("notices/", include("clew.ground.notices.urls")),
    path("second-eyes/", include("clew.ground.pairs.urls")),
    path("people/", include("clew.survivor.people.urls")),
    path("people/", include("clew.survivor.consent.urls")),
    path("people/", include("clew.survivor.contact.urls")),
    path("people/", include("clew.survivor.release.urls")),
    path("people/", include("clew.portal.cards.urls")),
    path("", include("clew.survivor.rights.urls")),
    path("training/", include("clew.recognise.training.urls")),
    path("screen/", include("clew.recognise.screening.urls")),
    path("trafficking-or-smuggling/", include("clew.recognise.classification.urls")),
    path("referrals/", include("clew.recognise.referrals.urls")),
    path("cases/", include("clew.support.casework.urls")),
    path("released/", include("clew.connect.sharing.urls")),
    path("shared/", include("clew.connect.matching.urls")),
    path("network/", include("clew.connect.network.urls")),
    path("leads/", include("clew.connect.leads.urls")),
    path("statistics/", include("clew.inform.statistics.urls")),
    path("evidence/", include("clew.inform.submissions.urls")),
    path("impact/", include("clew.inform.impact.urls")),
    path("time-to-recover/", include("clew.inform.states.urls")),
    path("my/", include("clew.portal.urls")),
]
handler400 = "clew.ground.ui.views.bad_request"
handler403 = "clew.ground.ui.views.not_allowed"
handler404 = "clew.ground.ui.views.not_found"
handler500 = "clew.ground.ui.views.failed"
