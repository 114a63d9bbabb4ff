"""Addresses of the comparison of states."""

from django.urls import path

from clew.inform.states import views

app_name = "states"
urlpatterns = [path("", views.recovery, name="recovery")]
