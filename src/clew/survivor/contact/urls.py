"""Addresses of contact."""

from django.urls import path

from clew.survivor.contact import views

app_name = "contact"
urlpatterns = [
    path("<str:code>/contact/", views.rules, name="rules"),
    path("<str:code>/contact/<uuid:way_id>/show/", views.show, name="show"),
]
