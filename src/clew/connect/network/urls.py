"""Addresses of network. They hold codes and tokens, never a value."""

from django.urls import path

from clew.connect.network import views

app_name = "network"
urlpatterns = [
    path("", views.explorer, name="explorer"),
    path("<uuid:circle>/person/<str:name>/", views.person, name="person"),
    path("<uuid:circle>/thing/<str:name>/", views.thing, name="thing"),
]
