"""Reading lessons and answering their questions; what was learnt comes back in time."""

from collections.abc import Mapping
from datetime import date

from clew.ground.accounts.models import Member
from clew.ground.audit.writing import changes
from clew.recognise.training.courses import Course
from clew.recognise.training.models import Memory, Read
from clew.recognise.training.remembering import due_on, next_card
from clew.recognise.training.scenes import Question


def close(
    *, actor: Member, course: Course, lesson: str, said: Mapping[str, int], on: date
) -> dict[str, tuple[bool, Memory]]:
    """Take the answers that close a lesson, all or none, and note that it was read.

    Returns for each question whether it is right, and when its concept comes back.
    """
    with changes(actor=actor, purpose="training") as trace:
        found = {
            name: answered(
                actor=actor, course=course, question=course.questions[name], option=option, on=on
            )
            for name, option in said.items()
        }
        read, new = Read.objects.get_or_create(
            learner=actor, course=course.plan.id, lesson=lesson, defaults={"read_on": on}
        )
        if new:
            trace.record("training.lesson_read", about=read)
    return found


def answered(
    *, actor: Member, course: Course, question: Question, option: int, on: date
) -> tuple[bool, Memory]:
    """Take an answer to a question: whether it is right, and when its concept comes back.

    A concept that was answered today keeps its day: the same page sent twice counts once.
    """
    right = option == question.right
    with changes(actor=actor, purpose="training") as trace:
        held = (
            Memory.objects.select_for_update()
            .filter(learner=actor, course=course.plan.id, concept=question.concept)
            .first()
        )
        if held is not None and held.card["last_review"][:10] == on.isoformat() and right:
            return right, held
        memory = held or Memory(learner=actor, course=course.plan.id, concept=question.concept)
        memory.card = next_card(held.card if held else None, right=right, on=on)
        memory.due_on = due_on(memory.card)
        memory.asked += 1
        memory.save()
        trace.record("training.question_answered", about=memory)
    return right, memory


def next_question(course: Course, memory: Memory) -> Question:
    """Return the question that asks for a concept this time; they take turns."""
    refreshers = course.concepts[memory.concept].refreshers
    return course.questions[refreshers[memory.asked % len(refreshers)]]
