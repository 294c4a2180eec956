"""Signing in and out."""

from django.conf import settings
from django.contrib.auth import login, views
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST

from planning import models
from planning.plan import choices
from planning.web.forms_plan import DemoSignInForm
from planning.web.respond import problem


@method_decorator(login_not_required, name="dispatch")
class SignIn(views.LoginView):
    """Django's, with one button for each role of the demo plan where the demo is on."""

    template_name = "sign_in.html"
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs):
        return super().get_context_data(demo=demo_people(), **kwargs)

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)


@login_not_required
@require_POST
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in as the person of the demo who has this role; there only while developing."""
    if not settings.DEMO:
        raise Http404("no such page")
    form = DemoSignInForm(request.POST)
    person = demo_people().get(form.data.get("role", "")) if form.is_valid() else None
    if person is None:
        return problem(request, "Nobody here has that role. Load the demo plan first.", 422)
    login(request, person, backend="django.contrib.auth.backends.ModelBackend")
    return redirect(settings.LOGIN_REDIRECT_URL)


def demo_people() -> dict[str, models.User]:
    """The first member for each role, in the order of the roles; nobody where the demo is off."""
    if not settings.DEMO:
        return {}
    held = models.Membership.objects.filter(person__is_active=True, person__is_superuser=False)
    members = held.select_related("person").order_by("-pk")
    by_role = {member.role: member.person for member in members}
    return {role: by_role[role] for role in choices.ROLES if role in by_role}
