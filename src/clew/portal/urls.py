"""Addresses of portal. None of them says anything about anybody."""

from django.urls import path

from clew.portal import open_pages, views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("choices/", views.choices, name="choices"),
    path("choices/<slug:option>/", views.choice, name="choice"),
    path("shared/", views.shared, name="shared"),
    path("shared/<uuid:consent_id>/take-back/", views.take_back, name="take_back"),
    path("shared/<uuid:consent_id>/taken-back/", views.taken_back, name="taken_back"),
    path("looked/", views.looked, name="looked"),
    path("language/", views.language, name="language"),
    path("leave/", open_pages.leave, name="leave"),
    path("rights/", open_pages.rights, name="rights"),
    path("rights/<slug:right_id>/", open_pages.right, name="right"),
    path("<slug:language>/rights/", open_pages.rights, name="rights_in"),
    path("<slug:language>/rights/<slug:right_id>/", open_pages.right, name="right_in"),
]
