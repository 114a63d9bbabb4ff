"""Addresses of training."""

from django.urls import path

from clew.recognise.training import views

app_name = "training"
urlpatterns = [
    path("", views.sessions, name="sessions"),
    path("new/", views.new, name="new"),
]
