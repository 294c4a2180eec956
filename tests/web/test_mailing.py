"""Letters: who gets which, one each, and what happens where none can be sent."""

import smtplib

import pytest
from django.core.mail import EmailMessage
from django.core.mail.backends import locmem
from django.test import RequestFactory

from planning import models
from planning.store import threads
from planning.web import mailing
from planning.web.access import access
from planning.web.mailing import Letter
from tests.factory import make_element, make_plan, make_user

PEOPLE = ("alice", "bob", "ada", "sam")


class Fails(locmem.EmailBackend):
    """A server that takes no letter to Ada."""

    def send_messages(self, letters):
        if any("ada@" in to for letter in letters for to in letter.to):
            raise smtplib.SMTPRecipientsRefused({"ada@example.org": (550, b"no")})
        return super().send_messages(letters)


class Silent(locmem.EmailBackend):
    """A server that does not answer."""

    def open(self):
        raise TimeoutError("timed out")


@pytest.fixture
def plan(db):
    plan = make_plan(slug="bookshop")
    for username in PEOPLE:
        models.User.objects.filter(username=username).update(email=f"{username}@example.org")
    make_element(plan, "BoundedContext", name="Sales & <b>Co</b>")
    return plan


@pytest.fixture
def reached(plan):
    """A request of Bob's, and what it reaches."""
    request = RequestFactory().post("/", headers={"host": "plan.example.org"})
    request.user = make_user("bob")
    return request, access(request, "bookshop")


@pytest.fixture
def now(django_capture_on_commit_callbacks):
    """What waits for the commit runs at the end of the block."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture(autouse=True)
def hosts(settings):
    settings.ALLOWED_HOSTS = ["plan.example.org", "testserver"]


def letters(*usernames, subject="Hello", template="review_asked.txt", **context):
    return [Letter(make_user(name), subject, template, context) for name in usernames]


def to(outbox):
    return [letter.to for letter in outbox]


def test_everybody_gets_a_letter_of_their_own(plan, mailoutbox):
    assert mailing.sent(letters("ada", "sam")) == ""
    assert to(mailoutbox) == [["ada@example.org"], ["sam@example.org"]]
    assert all("ada@" not in str(letter.message()) for letter in mailoutbox[1:])


def test_who_has_no_address_or_no_account_is_passed_over(plan, mailoutbox):
    models.User.objects.filter(username="sam").update(is_active=False)
    assert mailing.sent(letters("vera", "sam", "ada")) == ""
    assert to(mailoutbox) == [["ada@example.org"]]


def test_where_nobody_is_reached_no_server_is_asked(plan, settings):
    settings.EMAIL_BACKEND = f"{__name__}.Silent"
    assert mailing.sent(letters("vera")) == ""


def test_one_letter_that_fails_does_not_stop_the_others(plan, settings, mailoutbox, caplog):
    settings.EMAIL_BACKEND = f"{__name__}.Fails"
    assert mailing.sent(letters("ada", "sam")) == "One person could not be told by e-mail."
    assert to(mailoutbox) == [["sam@example.org"]]
    assert make_user("ada").pseudonym in caplog.text


def test_a_server_that_does_not_answer_is_asked_once(plan, settings, caplog):
    settings.EMAIL_BACKEND = f"{__name__}.Silent"
    assert mailing.sent(letters("ada", "sam")) == "Two people could not be told by e-mail."
    assert caplog.text.count("the server does not answer") == 1


def test_an_address_that_is_none_is_a_letter_not_sent(plan):
    models.User.objects.filter(username="ada").update(email="ada@example.org\nBcc: x@example.org")
    assert mailing.sent(letters("ada")) == "One person could not be told by e-mail."


def test_a_subject_is_one_line_of_some_length(plan, mailoutbox):
    mailing.sent(letters("ada", subject=f"Plan\r\nBcc: x@example.org {'x' * 500}"))
    (letter,) = mailoutbox
    assert letter.subject.startswith("Plan Bcc: x@example.org xx")
    assert len(letter.subject) == 200
    assert letter.message()["Bcc"] is None


def test_nothing_is_sent_before_the_commit(reached, mailoutbox, now):
    with now():
        mailing.tell(reached[0], letters("ada"))
        assert mailoutbox == []
    assert to(mailoutbox) == [["ada@example.org"]]


# Comments


def begin(reached, text, code="BC-1"):
    _, found = reached
    begun = threads.open_thread(found.row.pk, found.actor, code, "", text)
    return begun.comments.get()


def test_who_is_named_reads_what_was_said_and_where(reached, mailoutbox, now):
    with now():
        mailing.commented(*reached, begin(reached, "@ada, is <b> & 'c' *right*?"))
    (letter,) = mailoutbox
    assert letter.to == ["ada@example.org"]
    assert letter.subject == "A comment names you: BC-1 Sales & <b>Co</b>"
    assert "Bob names you in a comment on BC-1 Sales & <b>Co</b> (Bookshop backend):" in letter.body
    assert "@ada, is <b> & 'c' *right*?" in letter.body
    assert "http://plan.example.org/plans/bookshop/comments/1/" in letter.body
    assert "@example.org" not in letter.body


def test_who_takes_part_hears_of_replies_and_never_of_their_own(reached, mailoutbox, now):
    request, found = reached
    begin(reached, "Why two?")
    ada = make_user("ada")
    threads.reply(found.row.pk, found.actor, 1, "Still: why?")
    models.Comment.objects.create(thread=models.Thread.objects.get(), person=ada.pseudonym)
    with now():
        comment = threads.reply(found.row.pk, found.actor, 1, "@sam?")
        mailing.commented(request, found, comment)
    assert {letter.to[0]: letter.subject.split(":")[0] for letter in mailoutbox} == {
        "sam@example.org": "A comment names you",
        "ada@example.org": "A reply",
    }


def test_a_comment_on_the_plan_as_a_whole_names_the_plan(reached, mailoutbox, now):
    with now():
        mailing.commented(*reached, begin(reached, "@ada", code=""))
    assert mailoutbox[0].subject == "A comment names you: Bookshop backend"


# Reviews


def test_who_is_asked_for_review_reads_by_whom_and_where(reached, mailoutbox, now):
    ada, sam = make_user("ada"), make_user("sam")
    with now():
        mailing.review_asked(
            *reached, "BL-3", "Please & soon", {"architecture": [ada], "security": [sam, ada]}
        )
    first, second = mailoutbox
    assert (first.to, second.to) == (["ada@example.org"], ["sam@example.org"])
    assert first.subject == "Review asked: Bookshop backend BL-3"
    assert "Bob asks you to review BL-3 of Bookshop backend." in first.body
    assert "Please & soon" in first.body
    assert "http://plan.example.org/plans/bookshop/review/architecture/\n" in first.body
    assert "http://plan.example.org/plans/bookshop/review/security/\n" in first.body
    assert "architecture" not in second.body
    assert "@example.org" not in first.body


def test_a_letter_has_a_sender_and_no_markup(plan, mailoutbox, settings):
    mailing.sent(letters("ada"))
    (letter,) = mailoutbox
    assert isinstance(letter, EmailMessage)
    assert letter.from_email == settings.DEFAULT_FROM_EMAIL
    assert letter.content_subtype == "plain"
