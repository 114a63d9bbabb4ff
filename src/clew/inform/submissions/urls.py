"""Addresses of submissions."""

from django.urls import path

from clew.inform.submissions import views

app_name = "submissions"
urlpatterns = [
    path("", views.evidence, name="evidence"),
    path("<slug:form_id>/<int:year>/", views.filled, name="filled"),
]
