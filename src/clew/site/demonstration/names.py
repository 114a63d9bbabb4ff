"""Made-up names in the right scripts, and how other services write them down wrong.

Surnames are words for trees, birds and things of the house, so that a reader of the language sees
at once that nobody real is meant. Phones come from the ranges kept free for fiction.
"""

from random import Random
from typing import Final


def words(text: str) -> tuple[str, ...]:
    """Return the words of a text; a list of names reads best as a line of words."""
    return tuple(text.split())


MEN: Final = words(
    "Adaś Bartek Błażej Bronek Czesiek Damian Darek Dominik Edek Eryk Felek Franek Gustaw Henio "
    "Hubert Ignacy Janek Jarek Jędrek Józek Kacper Karol Kazik Krzysiek Leon Leszek Łukasz Maciek "
    "Mietek Mikołaj Mirek Olek Patryk Przemek Radek Rysiek Seweryn Sławek Staszek Szymon Tadek "
    "Tymek Wacek Waldek Wiesiek Witek Władek Wojtek Zbyszek Zdzisiek"
)
WOMEN: Final = words(
    "Agatka Basia Celina Danka Ewunia Gosia Hania Jadzia Jagoda Kinga Lidka Łucja Marysia Nela "
    "Renia Sabina Tosia Urszula Wiesia Zosia"
)
SURNAMES: Final = words(
    "Berberys Buczyna Chaber Czajnik Czapla Czyżyk Drabina Drozdek Firanka Garnek Głóg Grabina "
    "Guzik Igiełka Jarzębina Jemioła Kalina Klamka Kłódka Konwalia Kopciuszek Kraska Kredens "
    "Lampka Leszczyna Łopian Łyżka Miednica Młotek Modrzew Naparstek Nitka Olcha Osika Paproć "
    "Patelnia Pliszka Poduszka Pokrzewka Półka Remiz Rudzik Rumianek Szczygieł Ścierka Świeczka "
    "Świerk Taboret Tarnina Topola Trznadel Wiaderko Widelec Wilga Zawias Żołędzik Żuraw"
)
PLAIN_MEN: Final = words("Alfie Barnaby Conor Desmond Elias Godwin Harish Idris Jonah Kwame")
PLAIN_WOMEN: Final = words("Adaeze Bryony Carys Delia Esme Farah Greta Hettie Ines Jocasta")
PLAIN_SURNAMES: Final = words(
    "Teapot Thimble Bramble Wickerwork Candlewick Doorbell Lampshade Skylark Hornbeam Dovecote "
    "Saucepan Tablecloth Bullfinch Rowantree Spindleberry Footstool"
)

_PLAIN = str.maketrans("ąćęłńóśźżĄĆĘŁŃÓŚŹŻ", "acelnoszzACELNOSZZ")
_FIRST_MOBILE: Final = 900_000
_MOBILES: Final = 1000


def polish_names(rng: Random, sexes: list[str], taken: set[str]) -> list[tuple[str, str]]:
    """Return for each sex a given name and a surname; no full name twice, none of `taken`."""
    used = set(taken)
    names = []
    for sex in sexes:
        while True:
            given = rng.choice(MEN if sex == "male" else WOMEN)
            surname = rng.choice(SURNAMES)
            if f"{given} {surname}" not in used:
                break
        used.add(f"{given} {surname}")
        names.append((given, surname))
    return names


def without_marks(name: str) -> str:
    """Return the name as a form without Polish letters keeps it."""
    return name.translate(_PLAIN)


def as_written(rng: Random, given: str, surname: str) -> tuple[str, ...]:
    """Return how other services wrote the name: letters lost, names swapped, one left out."""
    forms = {f"{given} {surname}"}
    plain = f"{without_marks(given)} {without_marks(surname)}"
    for form, share in (
        (plain, 0.7),
        (f"{without_marks(surname)} {without_marks(given)}", 0.3),
        (without_marks(given), 0.25),
        (f"{plain[:-1]}y", 0.15),
    ):
        if rng.random() < share:
            forms.add(form)
    return tuple(sorted(forms))


def mobile(number: int) -> str:
    """Return a mobile number that is kept free for fiction (Ofcom: 07700 900000 to 900999)."""
    return f"07700 {_FIRST_MOBILE + number % _MOBILES}"


def landline(number: int) -> str:
    """Return a fixed number that is kept free for fiction (Ofcom: 01632 960000 to 960999)."""
    return f"01632 {960_000 + number % 1000}"
