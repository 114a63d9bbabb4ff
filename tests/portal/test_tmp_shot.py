import pytest
from tests.portal.world import agree, send
from clew.ground.audit import reads
pytestmark = pytest.mark.django_db
def test_shot(mine, world, open_window):
    advocate = world.cast.advocate_a
    agree(advocate, world.person, world.cast.law_firm)
    agree(advocate, world.person, world.cast.police)
    send(advocate, world.person, world.cast.police)
    mine.post("/my/choices/talk/", {"answer": "another_day", "words":"Hello there"})
    reads.record(actor=advocate, name="case.opened", subjects=[world.person.id])
    w = open_window(alone=True, viewport={"width": 390, "height": 844})
    from tests.browser.axe import broken_rules as violations
    for lang in ("en", "ar"):
        mine.post("/my/language/", {"language": lang})
        for path in ("/my/", "/my/choices/", "/my/choices/talk/", "/my/shared/", "/my/looked/", "/my/rights/", "/my/rights/rest/", "/my/leave/"):
            html = mine.get(path).content.decode() if path != "/my/leave/" else None
            now = [html]
            w.page.unroute_all(behavior="ignoreErrors")
            if html:
                w.page.route(f"**{path}", lambda route: route.fulfill(body=now[0], content_type="text/html; charset=utf-8"))
            w.go(path)
            name = path.strip("/").replace("/", "-")
            w.page.screenshot(path=f"/tmp/shot-{lang}-{name}.png", full_page=True)
            print(path, lang, violations(w.page))
            wider = w.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert wider == 0, path
