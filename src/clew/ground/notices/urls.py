"""Address of one's notices."""

from django.urls import path

from clew.ground.notices import views

app_name = "notices"
urlpatterns = [path("", views.notices, name="list")]
