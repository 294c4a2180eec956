"""Small hand-written CML files, one for each part of the language."""

MAP = """\
/* The harbour, as it is to be. */
ContextMap Harbour {
    type = SYSTEM_LANDSCAPE
    state TO_BE
    contains Berthing, Billing
    contains Customs

    Berthing [U,OHS,PL]->[D,ACL] Billing : Moorings {
        implementationTechnology = "REST"
        exposedAggregates = Berths
        downstreamRights = INFLUENCER
    }
    Customs [D,CF] <- [U] Berthing
    Billing [S] -> [C] Customs
    Berthing [P]<->[P] Customs
    [SK] Berthing <-> Billing [SK]
    Billing <-> Customs
    Customs -> Tide
}

BoundedContext Berthing implements Mooring, Harbour_Domain refines Quay {
    type = FEATURE
    domainVisionStatement = "Gives every ship a berth,
and keeps it."
    responsibilities "Berths", "Tides"
    implementationTechnology "Python"
    knowledgeLevel = CONCRETE
    businessModel = REVENUE
    evolution = CUSTOM_BUILT

    Aggregate Berths
}
BoundedContext Billing
BoundedContext Customs { type SYSTEM }
BoundedContext Quay_Team implements Mooring realizes Berthing { type = TEAM }

Domain Harbour_Domain {
    domainVisionStatement = "Ships come and go."
    Subdomain Mooring supports Moor_a_ship {
        type = CORE_DOMAIN
        domainVisionStatement = "Where ships lie."
        Entity Ship { String name }
    }
    Subdomain Fees { type GENERIC_SUBDOMAIN }
}
Domain Weather
"""

WORDS = """\
ContextMap {
    contains A, B
    A Customer-Supplier B
    A[OHS,PL] Supplier-Customer [ACL]B
    A [OHS] Upstream-Downstream [CF] B
    A[ACL] Downstream-Upstream [OHS,PL] B
    A Partnership B
    A Shared-Kernel B
}
BoundedContext A
BoundedContext B
"""

TACTIC = """\
BoundedContext Berthing {
    Module berths {
        basePackage = org.harbour.berths
        "A place for a ship."
        Aggregate Berths {
            responsibilities = "One ship at a time"
            owner = Quay_Team
            features = Moor_a_ship
            likelihoodForChange = OFTEN

            "Where a ship lies."
            Entity Berth extends @Place {
                aggregateRoot
                hint = "small"
                int number key
                String ^name required pattern="[A-Z]+"
                - @Ship ship
                - List<@Mooring> moorings
                - BerthState state
                Set<String> tags not changeable
                public Map<String, Integer> depths
                def @Mooring moor(@Ship ship) : write [FREE -> TAKEN];
                * free;
                Repository BerthRepository {
                    @Berth find(int number) throws NoSuchBerth;
                    List<@Berth> findAll()
                    save(@Berth berth);
                }
            }
            ValueObject Ship { String imo min="7" max = "7" ; boolean gone }
            Entity Mooring
            DomainEvent ShipMoored { Date at - Berth berth }
            Command MoorShip
            enum BerthState { aggregateLifecycle FREE, TAKEN, CLOSED }
            enum Side { PORT("left"), STARBOARD("right"); }
            Trait Sized { int length }
            Service BerthService {
                inject @BerthRepository
                > tideTable
                "Finds one."
                @Berth choose(@Ship ship) : read-only;
                void close(int number) : write [FREE, TAKEN -> CLOSED*];
                reopen;
            }
        }
    }
    Service TideService
    Application BerthingApplication {
        CommandEvent CloseBerth
        DomainEvent BerthClosed
        Service BerthingDesk { void open(); }
        Flow Closing {
            command CloseBerth [initiated by "Harbour master"] delegates to Berths
                [FREE -> CLOSED] emits event BerthClosed
            event BerthClosed triggers command MoorShip
            event BerthClosed + ShipMoored triggers operation reopen
            operation reopen emits event ShipMoored X BerthClosed
        }
        Coordination Opening {
            Berthing::BerthingDesk::open;
        }
    }
}
UserStory Moor_a_ship split by Moor_a_tanker {
    As a "captain" I want to "moor" a "Ship" with its "imo" in a "Berth" so that "it lies safely"
}
UserStory Moor_a_tanker
UseCase Pay_fees {
    actor = "Agent"
    secondaryActors "Bank"
    interactions create an "Invoice" with its "fee", "date", "send" the "Invoice"
    benefit "The harbour is paid"
    scope = "Harbour"
    level "Summary"
}
"""

VALUES = """\
import "./other.cml"
BoundedContext Berthing
Stakeholders of Berthing {
    StakeholderGroup Crews {
        Stakeholder Captain { influence HIGH interest MEDIUM }
    }
    Stakeholder Town
}
ValueRegister Harbour_Values for Berthing {
    ValueCluster Autonomy {
        core AUTONOMY
        demonstrator "captains choose"
        Value Freedom {
            Stakeholder Captain { priority HIGH consequences good "more of it" action "ask" ACT }
        }
    }
    ValueEpic Quiet { As a Town I value "quiet" as demonstrated in reduction of "noise" }
}
"""

BROKEN = """\
ContextMap { contains A, B
  A [X]->[Y] B
  A --> B
  A -> B
}
Saga Payment { step one { really } ; step two }
BoundedContext A {
  Gadget thing { inner { deep } }
  Aggregate Good {
    Entity First { aggregateRoot
      String
      String name
      42
    }
    Widget w(1, 2
    Entity Second
  }
BoundedContext B { Aggregate Last }
}
"""

MORE = """\
ContextMap {
    contains A
    contains B
    A [U,S,PL]->[D,C,CF] B : N
    A [SK]<->[SK] B
    [P] A <-> [P] B { implementationTechnology "x" }
    A [P] <-> B [P]
    A <-> B
    A [U]-> B
    A ->[D] B
    A [] Upstream-Downstream [] B
}
BoundedContext A {
    responsibilities "a",
      "b"
    Module m { external basePackage = a.b hint = "h" Entity E { package = x
      not optimisticLocking
      String name nullable="msg" assertTrue length="10"
      - @B b <-> as
      -@B c
      reference Set<@B> d opposite e cascade="all"
      Object[] arr
      Key k
      private String p
      "docs" String q
      belongsTo @E
      validate = "x > 1"
      def abstract void a;
      def boolean b(List<@X> xs, Map<String, @Y> m) throws a.b.C, D hint="h" : read-only;
      Repository R { gap
        findById;
        protected List<@E> findAll(PagingParameter p) query="select e" cache;
        inject @OtherRepository
        > S
        @E x(String a) => AccessObject;
        int countAll delegates to Foo;
        publish;
      }
    } BasicType BT { String v } DataTransferObject DTO { String v } }
    Service S { webservice
       subscribe to a/b eventBus=x
       hint = "z"
       > R
       void foo(@E e) throws X publish @Ev to some.topic;
       void bar => R.findById;
    }
}
BoundedContext B {
    Aggregate X {
        securityZone "z" useCases = U
        enum E1 { String label A("x", 1), B("y", 2) }
        enum E2 { ordinal A; }
    }
}
UseCase U
Stakeholders { Stakeholder X { influence HIGH, interest = LOW } }
ValueRegister VR {
    Value V { isCore }
    ValueNarrative N {
        When the SOI executes "x", stakeholders expect it to promote "y", possibly degrading "z"
    }
    ValueWeigthing W { In the context of the SOI, stakeholder X values "a" more than "b" }
}
UserStory S {
    As an "Admin"
        I want to create an "Account"
        I want to update an "Account" with its "state"
    so that "x"
    and that "Autonomy" is promoted, accepting that "Privacy" is reduced
}
"""

ALL = {
    "map": MAP,
    "words": WORDS,
    "tactic": TACTIC,
    "values": VALUES,
    "broken": BROKEN,
    "more": MORE,
}
