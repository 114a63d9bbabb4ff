"""Addresses of people."""

from django.urls import path

from clew.survivor.people import emergency_views, views

app_name = "people"
urlpatterns = [
    path("find/", views.find, name="find"),
    path("emergency/", emergency_views.emergency, name="emergency"),
    path("emergency/<uuid:emergency_id>/review/", emergency_views.review, name="emergency_review"),
    path("new/", views.new, name="new"),
    path("<str:code>/edit/", views.edit, name="edit"),
]
