"""Addresses of one's own account."""

from django.urls import path

from clew.ground.accounts import factor_views, locked, member_views, session_views, views

app_name = "accounts"
urlpatterns = [
    path("unlock/", locked.unlock, name="unlock"),
    path("health/", locked.health, name="health"),
    path("arrive/", views.arrive, name="arrive"),
    path("kept/", views.kept_form, name="kept"),
    path("me/", views.me, name="me"),
    path("sessions/", session_views.sessions, name="sessions"),
    path("stay/", session_views.stay, name="stay"),
    path("address/", factor_views.address, name="address"),
    path("passkeys/new/", factor_views.new_passkey, name="new_passkey"),
    path("passkeys/<int:factor>/", factor_views.passkey, name="passkey"),
    path("factors/<int:factor>/remove/", factor_views.remove_factor, name="remove_factor"),
    path("spare-codes/", factor_views.new_spare_codes, name="spare_codes"),
    path("members/", member_views.members, name="members"),
    path("members/<uuid:member_id>/", member_views.member, name="member"),
    path("members/<uuid:member_id>/reset/", member_views.reset, name="reset"),
    path("members/<uuid:member_id>/freeze/", member_views.freeze, name="freeze"),
    path("members/<uuid:member_id>/unfreeze/", member_views.unfreeze, name="unfreeze"),
    path("partners/", views.partners, name="partners"),
    path("events/", views.events, name="events"),
    path("unusual/", views.unusual, name="unusual"),
]
