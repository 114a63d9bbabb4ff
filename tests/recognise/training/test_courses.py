"""What a course holds is checked as it is read, and its scenes are fair."""

import shutil
from collections import Counter
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import pytest
from django.template.loader import render_to_string

from clew.recognise.training import courses as read
from clew.recognise.training.courses import Course, courses, signs
from clew.recognise.training.lessons import read_lesson
from clew.recognise.training.scenes import Kind
from clew.rules.sources.faults import WrongInput

FOLDER = files("clew.recognise.training") / "courses" / "recognise"


@pytest.fixture
def course() -> Course:
    return courses()["recognise"]


def test_there_are_sixty_scenes_in_three_forms_of_which_two_in_five_have_no_signs(
    course: Course,
) -> None:
    assert len(course.scenes) >= 60
    assert set(course.forms) == {"A", "B", "C"}
    for scenes in course.forms.values():
        share = sum(not scene.case for scene in scenes) / len(scenes)
        assert 0.4 <= share <= 0.5


def test_parallel_scenes_ask_for_the_same_thing(course: Course) -> None:
    for together in zip(*course.forms.values(), strict=True):
        assert len({(scene.concept, scene.case, scene.then.kind) for scene in together}) == 1
        assert len({scene.story for scene in together}) == len(together)


def test_where_the_right_answer_stands_or_how_long_it_is_gives_nothing_away(
    course: Course,
) -> None:
    for scenes in course.forms.values():
        places = Counter(scene.then.right for scene in scenes)
        assert set(places.values()) == {len(scenes) // 3}
        longest = sum(
            len(scene.then.options[scene.then.right - 1]) == max(map(len, scene.then.options))
            for scene in scenes
        )
        assert longest <= len(scenes) / 2


def test_the_kind_of_step_does_not_say_whether_there_are_signs(course: Course) -> None:
    for scenes in course.forms.values():
        by_kind = {
            kind: [scene.case for scene in scenes if scene.then.kind is kind] for kind in Kind
        }
        assert all(0.3 < sum(cases) / len(cases) < 0.7 for cases in by_kind.values())


def test_every_scene_has_law_behind_it_and_every_concept_comes_back(course: Course) -> None:
    assert all(scene.law for scene in course.scenes.values())
    asked = {scene.concept for scene in course.scenes.values()}
    assert asked == set(course.concepts)
    assert all(len(concept.refreshers) >= 3 for concept in course.concepts.values())


def test_a_lesson_is_made_of_plain_words(tmp_path: Path) -> None:
    blocks = read_lesson(
        lesson(tmp_path, "## Part\n\nOne **strong** word.\n\n- a\n- b\n\n> c\n")
    ).blocks
    assert [(block.kind, len(block.lines)) for block in blocks] == [
        ("heading", 1),
        ("paragraph", 1),
        ("bullets", 2),
        ("quotation", 1),
    ]
    assert [run.words for run in blocks[1].lines[0] if run.strong] == ["strong"]


@pytest.mark.parametrize(
    "words",
    [
        "[a link](https://example.org)",
        "![a picture](a.png)",
        "# Too high",
        "```\ncode\n```",
        "- a\n  - b",
    ],
)
def test_what_a_page_could_not_write_safely_is_refused(words: str, tmp_path: Path) -> None:
    with pytest.raises(WrongInput, match="strong words"):
        read_lesson(lesson(tmp_path, words))


def test_html_in_a_lesson_stays_words(tmp_path: Path) -> None:
    block = read_lesson(lesson(tmp_path, "<script>alert(1)</script>")).blocks[0]
    shown = render_to_string("training/_lesson.html", {"lesson": {"blocks": [block]}})
    assert "<script>" not in shown
    assert "&lt;script&gt;" in shown


def lesson(folder: Path, words: str) -> Path:
    file = folder / "m0.md"
    head = "id: m0\ntitle: One\nminutes: 2\nconcepts: [children]\nsources: []\n"
    file.write_text(f"---\n{head}---\n\n{words}\n")
    return file


@pytest.mark.parametrize("words", ["# no head\n", "---\nid: m0\n"])
def test_a_lesson_without_its_head_is_refused(words: str, tmp_path: Path) -> None:
    file = tmp_path / "m0.md"
    file.write_text(words)
    with pytest.raises(WrongInput, match="no head"):
        read_lesson(file)


@pytest.mark.parametrize(
    ("file", "was", "now", "said"),
    [
        ("items/a.yaml", "concept: labour-signs", "concept: lobour-signs", "lobour-signs"),
        ("items/a.yaml", "case: true", "case: false", "signs"),
        ("items/b.yaml", "law: [", "law: [no-such-law, ", "no-such-law"),
        ("items/c.yaml", "signs: [", "signs: [ILO11.99, ", "ILO11.99"),
        ("items/c.yaml", "scene: tired-but-own-master", "scene: another", "parallel"),
        ("items/a.yaml", "right: 2", "right: 9", "from 1 to 3"),
        ("course.yaml", "lesson: m9", "lesson: m8", "lesson"),
    ],
)
def test_what_does_not_hold_together_is_named(
    file: str, was: str, now: str, said: str, tmp_path: Path
) -> None:
    broken = tmp_path / "recognise"
    shutil.copytree(Path(str(FOLDER)), broken)
    text = (broken / file).read_text()
    assert was in text
    (broken / file).write_text(text.replace(was, now, 1))
    with pytest.raises(WrongInput, match=said):
        read._course(broken)  # noqa: SLF001 -- the course of a folder is read nowhere else


def test_the_signs_that_scenes_name_are_those_of_the_published_sets(course: Course) -> None:
    named = {sign for scene in course.scenes.values() for sign in scene.signs}
    assert named <= set(signs())
    assert len(named) > 20


def _lessons(folder: Traversable) -> list[str]:
    return [file.read_text(encoding="utf-8") for file in (folder / "lessons").iterdir()]


def test_lessons_speak_in_short_sentences() -> None:
    for text in _lessons(FOLDER):
        words = text.split("---\n", 2)[2]
        sentences = [each for each in words.replace("\n", " ").split(". ") if each.strip()]
        assert sum(len(each.split()) for each in sentences) / len(sentences) <= 20
