"""Addresses of portal. None of them says anything about anybody."""

from django.urls import path

from clew.portal import mine, open_pages, views
from clew.portal.cards import doors

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("choices/", views.choices, name="choices"),
    path("choices/<slug:option>/", views.choice, name="choice"),
    path("shared/", views.shared, name="shared"),
    path("shared/<uuid:consent_id>/take-back/", views.take_back, name="take_back"),
    path("shared/<uuid:consent_id>/taken-back/", views.taken_back, name="taken_back"),
    path("looked/", views.looked, name="looked"),
    path("mine/", mine.mine, name="mine"),
    path("language/", views.language, name="language"),
    path("in/", doors.sign_in, name="sign_in"),
    path("out/", doors.sign_out, name="sign_out"),
    path("kept/", doors.kept_form, name="kept"),
    path("card/", doors.card, name="card"),
    path("card/stop/", doors.stop_card, name="stop_card"),
    path("leave/", open_pages.leave, name="leave"),
    path("rights/", open_pages.rights, name="rights"),
    path("rights/<slug:right_id>/", open_pages.right, name="right"),
    path("<slug:language>/in/", doors.sign_in, name="sign_in_in"),
    path("<slug:language>/rights/", open_pages.rights, name="rights_in"),
    path("<slug:language>/rights/<slug:right_id>/", open_pages.right, name="right_in"),
    # Last: an address that is not here must not be answered by a page with the house's name on it.
    path("<path:rest>", open_pages.nothing, name="nothing"),
]
