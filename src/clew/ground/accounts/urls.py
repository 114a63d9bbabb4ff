"""Addresses of one's own account."""

from django.urls import path

from clew.ground.accounts import locked, session_views, views

app_name = "accounts"
urlpatterns = [
    path("unlock/", locked.unlock, name="unlock"),
    path("health/", locked.health, name="health"),
    path("arrive/", views.arrive, name="arrive"),
    path("kept/", views.kept_form, name="kept"),
    path("me/", views.me, name="me"),
    path("sessions/", session_views.sessions, name="sessions"),
    path("stay/", session_views.stay, name="stay"),
    path("members/", views.members, name="members"),
    path("members/<uuid:member_id>/freeze/", views.freeze, name="freeze"),
    path("partners/", views.partners, name="partners"),
    path("events/", views.events, name="events"),
    path("unusual/", views.unusual, name="unusual"),
]
