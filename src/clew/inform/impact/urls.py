"""Addresses of impact."""

from django.urls import path

from clew.inform.impact import views

app_name = "impact"
urlpatterns = [
    path("", views.impact, name="impact"),
    path("<str:code>/", views.session, name="session"),
]
