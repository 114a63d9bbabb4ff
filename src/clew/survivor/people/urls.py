"""Addresses of people."""

from django.urls import path

from clew.survivor.people import views

app_name = "people"
urlpatterns = [
    path("find/", views.find, name="find"),
    path("new/", views.new, name="new"),
    path("<str:code>/edit/", views.edit, name="edit"),
]
