"""Addresses of consent. Taking a yes back is an address of `release`."""

from django.urls import path

from clew.survivor.consent import views

app_name = "consent"
urlpatterns = [
    path("<str:code>/consents/", views.consents, name="list"),
    path("<str:code>/consents/new/", views.ask, name="ask"),
]
