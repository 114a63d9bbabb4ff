"""Addresses of matching."""

from django.urls import path

from clew.connect.matching import views

app_name = "matching"
urlpatterns = [
    path("", views.shared, name="shared"),
    path("<uuid:circle>/<str:ref>/ordinary/", views.ordinary, name="ordinary"),
]
