"""Coming in: by the one-time code of an invitation, or by a passkey."""

from typing import Any

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.webauthn.views import LoginWebAuthnView, ReauthenticateWebAuthnView
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from clew.ground.accounts import again, clock, invitations, tries
from clew.ground.accounts.forms import ComeInForm
from clew.ground.accounts.passkeys import as_json
from clew.ground.audit import reads
from clew.ground.audit.chain import House

_WRONG = (
    "This address and this code do not let anybody in. Type both again; if it stays so, ask your "
    "administrator for a new code."
)


def invited(request: HttpRequest) -> HttpResponse:
    """Let in who was invited, or whose sign-in begins anew: on to their second factor."""
    form = ComeInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        taken = tries.take(
            tries.Tried.INVITATION, of=given["email"], source=tries.source_of(request)
        )
        try:
            member = invitations.come_in(
                address=given["email"], code=given["code"], passphrase=given["password1"],
                at=clock.moment(),
            )  # fmt: skip
        except invitations.NoSuchCode:
            form.add_error(None, _WRONG)
        else:
            taken.was_right()
            logout(request)  # whoever was signed in at this browser
            again.shown(request, member, "password")
            perform_login(request, Login(user=member))
            return HttpResponseRedirect(reverse("mfa_index"))
    status = 422 if form.is_bound else 200
    return render(request, "accounts/invited.html", {"form": form}, status=status)


class ByPasskey(LoginWebAuthnView):  # type: ignore[misc]  # allauth ships no types
    """Sign in by a passkey alone."""

    template_name = "accounts/passkey_refused.html"

    def form_invalid(self, form: Any) -> HttpResponse:  # noqa: ANN401 -- allauth ships no types
        """Say that nobody was let in, and which other way there is."""
        reads.refused(actor=House(), name="passkey.refused")
        answer: HttpResponse = self.render_to_response({"form": form}, status=422)
        return answer


class AfterPassphrase(AuthenticateView):  # type: ignore[misc]  # allauth ships no types
    """Ask for the second factor: a passkey if there is one, or a code."""

    def get_context_data(self, **named: Any) -> dict[str, Any]:  # noqa: ANN401 -- Django's signature
        """Ask for a passkey only of who has one."""
        found: dict[str, Any] = super().get_context_data(**named)
        asked = found["js_data"]["request_options"]
        if asked["publicKey"].get("allowCredentials"):
            found["passkey_options"] = as_json(asked)
        return found


class PasskeyAgain(ReauthenticateWebAuthnView):  # type: ignore[misc]  # allauth ships no types
    """Ask somebody who is signed in for their passkey again."""

    template_name = "accounts/passkey_again.html"

    def get_context_data(self, **named: Any) -> dict[str, Any]:  # noqa: ANN401 -- Django's signature
        """Write the challenge where our script finds it, in an attribute."""
        found: dict[str, Any] = super().get_context_data(**named)
        found["options"] = as_json(found["js_data"]["request_options"])
        return found

    def form_invalid(self, form: Any) -> HttpResponse:  # noqa: ANN401 -- allauth ships no types
        """Ask once more, with a new challenge."""
        context = self.get_context_data(form=form)
        answer: HttpResponse = self.render_to_response(context, status=422)
        return answer


by_passkey = ByPasskey.as_view()
after_passphrase = AfterPassphrase.as_view()
passkey_again = PasskeyAgain.as_view()
