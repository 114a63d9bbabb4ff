"""Addresses of the screening interview. No answer ever stands in an address."""

from django.urls import path

from clew.recognise.screening import views

app_name = "screening"
urlpatterns = [
    path("", views.choose, name="choose"),
    path("<slug:instrument_id>/", views.prepare, name="prepare"),
    path("<slug:instrument_id>/interview/", views.interview, name="interview"),
]
