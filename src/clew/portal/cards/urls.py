"""The page on which somebody who stands by a person gives them their card."""

from django.urls import path

from clew.portal.cards import giving

app_name = "cards"
urlpatterns = [path("<str:code>/card/", giving.card, name="card")]
