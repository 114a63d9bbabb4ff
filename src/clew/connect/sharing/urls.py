"""Addresses of sharing."""

from django.urls import path

from clew.connect.sharing import views

app_name = "sharing"
urlpatterns = [
    path("", views.released, name="inbox"),
    path("<uuid:release_id>/", views.one, name="one"),
    path("<uuid:release_id>/answer/", views.answer, name="answer"),
]
