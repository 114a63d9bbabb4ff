"""Addresses of the worksheet and the published cases. No fact ever stands in an address."""

from django.urls import path

from clew.recognise.classification import views

app_name = "classification"
urlpatterns = [
    path("", views.worksheet, name="worksheet"),
    path("published-cases/", views.explained, name="explained"),
    path("published-cases/<slug:case_id>/", views.published_case, name="published_case"),
]
