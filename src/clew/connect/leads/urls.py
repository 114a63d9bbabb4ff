"""Addresses of leads. They hold codes only."""

from django.urls import path

from clew.connect.leads import views

app_name = "leads"
urlpatterns = [
    path("", views.overview, name="list"),
    path("<uuid:circle>/confirmed/", views.confirmed, name="confirmed"),
    path("<uuid:circle>/<str:name>/", views.lead, name="lead"),
]
