import pathlib, random
import pytest
from playwright.sync_api import sync_playwright
from clew.inform.statistics import actions
from clew.inform.statistics.models import FrozenChain, FrozenRow
from clew.inform.statistics.states import Kind
from clew.recognise.training import actions as training
from tests.cast import TODAY, signed_in
pytestmark = pytest.mark.django_db(transaction=True)
def test_shot(cast):
    s=[training.write_down(actor=cast.trainer, held_on=TODAY, place="Night shelter, volunteers", attendees=n, on=TODAY) for n in (24,18)]
    snap=actions.freeze(actor=cast.policy_lead,on=TODAY)
    r=random.Random(2)
    for _ in range(240):
        FrozenRow.rows.create(snapshot=snap,age=r.choice(["18_to_24","25_to_39","40_to_59","60_or_over"]),sex=r.choices(["male","female"],[8,2])[0],form=r.choices(["forced_labour","sexual_exploitation","servitude","several","not_known","forced_criminality"],[50,20,5,10,10,12])[0],quarter="2025-Q1")
    for _ in range(90):
        p=r.choices(["recognised","referred","accepted","case_opened","released","reported","charged"],[10,40,5,12,8,10,12])[0]
        FrozenChain.rows.create(snapshot=snap,session=r.choice(s).code,reached=p,ended="no_room" if p=="referred" and r.random()<.8 else "",quarter="2025-Q1")
    t=[]
    for kind,shape in ((Kind.PEOPLE,"form-sex-age"),(Kind.CHAIN,"form")):
        x=actions.draft(actor=cast.policy_lead,kind=kind,shape=shape,first_year=2024,last_year=2025,on=TODAY); actions.send(actor=cast.policy_lead,table=x); t.append(x)
    w=signed_in(cast.output_checker).get(f"/statistics/{t[0].id}/")
    pages={"check":w}
    for x in t: actions.release(actor=cast.output_checker,table=x,on=TODAY)
    c=signed_in(cast.policy_lead)
    pages|={"list":c.get("/statistics/"),"table":c.get(f"/statistics/{t[0].id}/"),"chain":c.get(f"/statistics/{t[1].id}/"),"new":c.get("/statistics/new/"),"evidence":c.get("/evidence/untoc-trafficking/2026/"),"impact":c.get("/impact/"),"session":c.get(f"/impact/{s[0].code}/"),"training":c.get("/training/"),"tnew":signed_in(cast.trainer).get("/training/new/")}
    out=pathlib.Path("/tmp/shots_inform"); out.mkdir(exist_ok=True)
    static="file:///work/main/src/clew/ground/ui/static/"
    for n,a in pages.items(): (out/f"{n}.html").write_text(a.content.decode().replace("/static/",static))
