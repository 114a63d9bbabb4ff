"""Addresses of one's own account."""

from django.urls import path

from clew.ground.accounts import locked, views

app_name = "accounts"
urlpatterns = [
    path("unlock/", locked.unlock, name="unlock"),
    path("health/", locked.health, name="health"),
    path("arrive/", views.arrive, name="arrive"),
    path("kept/", views.kept_form, name="kept"),
    path("me/", views.me, name="me"),
    path("members/", views.members, name="members"),
    path("members/<uuid:member_id>/freeze/", views.freeze, name="freeze"),
    path("partners/", views.partners, name="partners"),
    path("events/", views.events, name="events"),
]
