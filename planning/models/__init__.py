"""Rows, choices and constraints; no rules. What the fields mean stands in ``planning.plan``."""

from planning.models.change import Change
from planning.models.data import (
    Adapter,
    Control,
    DataStore,
    EntityMapping,
    Port,
    PrivacyConstraint,
    ProcessingActivity,
)
from planning.models.delivery import (
    BuildPhase,
    BuildStep,
    BuildTask,
    Dependency,
    TestHarness,
)
from planning.models.directive import DirectiveStep, DirectiveTask
from planning.models.domain import (
    Aggregate,
    Attribute,
    BoundedContext,
    ContextRelation,
    Entity,
    Invariant,
    Message,
    Policy,
    Subdomain,
    Team,
    Term,
    Transition,
)
from planning.models.element import Element, IssuedCode, Kind, Link
from planning.models.inputs import (
    Guardrail,
    InputDocument,
    Interface,
    Requirement,
    Standard,
)
from planning.models.open import Question, Risk
from planning.models.people import Membership, Project, User
from planning.models.plan import Plan
from planning.models.quality import ChecklistItem
from planning.models.review import Baseline, BaselineScope, Look, SeenMark, SignOff
from planning.models.services import Decision, Endpoint, Operation, Schema, Service
from planning.models.talk import Comment, Mention, Thread

__all__ = [
    "Adapter",
    "Aggregate",
    "Attribute",
    "Baseline",
    "BaselineScope",
    "BoundedContext",
    "BuildPhase",
    "BuildStep",
    "BuildTask",
    "Change",
    "ChecklistItem",
    "Comment",
    "ContextRelation",
    "Control",
    "DataStore",
    "Decision",
    "Dependency",
    "DirectiveStep",
    "DirectiveTask",
    "Element",
    "Endpoint",
    "Entity",
    "EntityMapping",
    "Guardrail",
    "InputDocument",
    "Interface",
    "Invariant",
    "IssuedCode",
    "Kind",
    "Link",
    "Look",
    "Membership",
    "Mention",
    "Message",
    "Operation",
    "Plan",
    "Policy",
    "Port",
    "PrivacyConstraint",
    "ProcessingActivity",
    "Project",
    "Question",
    "Requirement",
    "Risk",
    "Schema",
    "SeenMark",
    "Service",
    "SignOff",
    "Standard",
    "Subdomain",
    "Team",
    "Term",
    "TestHarness",
    "Thread",
    "Transition",
    "User",
]
