"""Addresses of statistics."""

from django.urls import path

from clew.inform.statistics import views

app_name = "statistics"
urlpatterns = [
    path("", views.tables, name="tables"),
    path("new/", views.new, name="new"),
    path("<uuid:table_id>/", views.table, name="table"),
    path("<uuid:table_id>/table.csv", views.download, name="download"),
    path("<uuid:table_id>/send/", views.send, name="send"),
    path("<uuid:table_id>/check/", views.check, name="check"),
]
