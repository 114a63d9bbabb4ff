"""Addresses of what waits for a second person."""

from django.urls import path

from clew.ground.pairs import views

app_name = "pairs"
urlpatterns = [
    path("", views.waiting, name="list"),
    path("<uuid:proposal_id>/", views.decide, name="decide"),
]
