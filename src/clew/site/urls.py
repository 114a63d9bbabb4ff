"""Every address of Clew. Each stands in the policy table too, or is not answered."""

from allauth.account import views as account
from allauth.mfa.base import views as factors
from django.urls import include, path

from clew.ground.accounts import entering, factor_views

urlpatterns = [
    path("", include("clew.ground.ui.urls")),
    # Of allauth only what this house uses: nobody signs up, and no link in a mail changes anything.
    path("invited/", entering.invited, name="invited"),
    path("sign-in/", account.login, name="account_login"),
    path("sign-in/passkey/", entering.by_passkey, name="mfa_login_webauthn"),
    path("sign-in/code/", entering.after_passphrase, name="mfa_authenticate"),
    path("sign-in/again/", account.reauthenticate, name="account_reauthenticate"),
    path("sign-in/again/code/", factors.reauthenticate, name="mfa_reauthenticate"),
    path("sign-in/again/passkey/", entering.passkey_again, name="mfa_reauthenticate_webauthn"),
    path("sign-out/", account.logout, name="account_logout"),
    path("account/passphrase/", factor_views.passphrase, name="account_change_password"),
    path("second-factor/", factor_views.index, name="mfa_index"),
    path("second-factor/new/", factor_views.new_app, name="mfa_activate_totp"),
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
    path("", include("clew.recognise.offline.urls")),  # before the instruments, which it is none of
    path("screen/", include("clew.recognise.screening.urls")),
    path("trafficking-or-smuggling/", include("clew.recognise.classification.urls")),
    path("referrals/", include("clew.recognise.referrals.urls")),
    path("national-referral/", include("clew.recognise.mechanisms.urls")),
    path("cases/", include("clew.support.casework.urls")),
    path("released/", include("clew.connect.sharing.urls")),
    path("shared/", include("clew.connect.matching.urls")),
    path("network/", include("clew.connect.network.urls")),
    path("leads/", include("clew.connect.leads.urls")),
    path("statistics/", include("clew.inform.statistics.urls")),
    path("evidence/", include("clew.inform.submissions.urls")),
    path("impact/", include("clew.inform.impact.urls")),
    path("time-to-recover/", include("clew.inform.states.urls")),
    path("words/", include("clew.inform.framing.urls")),
    path("my/", include("clew.portal.urls")),
]
handler400 = "clew.ground.ui.views.bad_request"
handler403 = "clew.ground.ui.views.not_allowed"
handler404 = "clew.ground.ui.views.not_found"
handler500 = "clew.ground.ui.views.failed"
