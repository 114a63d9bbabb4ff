"""Addresses of the shared pages."""

from django.urls import path

from clew.ground.ui import views

app_name = "ui"
urlpatterns = [
    path("", views.start, name="start"),
    path("sources/", views.sources, name="sources"),
    path("look/", views.choose_look, name="look"),
    path("keyboard/", views.keyboard, name="keyboard"),
]
