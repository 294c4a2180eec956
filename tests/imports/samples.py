"""Small hand-written files, and what becomes of a plan when a preview is applied."""

from planning.imports.foreseen import foreseen
from planning.imports.preview import Preview
from planning.plan.value import Plan

DIRECTIVE = """\
**Subject: Phase 1: Backend Track — Ferry Booking for [Project Name]**

**Date:** [Enter Current Date]
**Time:** [Enter Current Time]

**1. Overall Purpose**
Plan the booking of ferries. All work stays within backend scope.

**2. Core Execution Principles & Global Rules (MANDATORY)**
* Use architecture outputs: `architecture-design/outputs/phase-1/compendium.md` and layer specs.
* Keep ports and adapters between the backend and the outside.
* Standards focus: `ARCH-BL`, `SEC-*`, `PRIVACY`.

**3. Mandatory Quality & Finalization Rules**
Store artifacts in `backend/outputs/phase-1/`. Every document cites `UX-FRONT-001`.

**4. Directive Section: Backend Phase 1 Tasks**
* **Input Context:**
    * Architecture compendium, interface catalog.
    * Passenger surveys (if provided).

* **Execution Tasks (sequential):**
    - [ ] **Task 1.1: Sail** *(Analysis)*
        - [x] Write the domain glossary.
        - [ ] Phase -> Task -> Step plan comes later.
    - [ ] **Task 1.2: Moor** *(Design)*
        - [ ] Draft the service catalog
          over two lines.

* **Internal Success Criteria:** Everything floats.
* **Internal Verification Method:** Look below the waterline.

**5. Test Reporting Protocol (Internal)**
Record it in `docs/Log.md` tagged `BACK-PH1`.

**6. Final Instruction for this Phase**
Review with architecture, security and UX leads.

**7. Contextual Footer**
*(Generated on: [Enter Current Date & Time]. Location: [Enter Locale].)*
"""

OLDER_DIRECTIVE = """\
**Subject: Phase 1: Backend Planning for Harbour**

**Date:** 2026-11-04
**Time:** 10:30 UTC+1

**1. Overall Purpose**
Plan it.

**4. Directive Section: Phase 1**
* **Execution Plan (complete sequentially):**
    -   [ ] **Task 1.1: Confirm** *(Setup/Meta)*
        -   [ ] * **Step 1.1.1 [(Rule #? : INIT-CONF)](...):** **Read:** Read the standards.
        -   [x] * **Step 1.1.2:** Ask who knows.
    * **Task 1.2: Build**
        * **Step 1.2.1 (Rule #9: DES-ARCH, Rule #11: DES-MOD):** Lay the keel.
"""

REQUIREMENTS_CSV = (
    "ID,Title,Statement,Type,Priority,Target,Parent,Colour\n"
    'FR-1,Book,"A passenger books\na crossing.",functional,Must have,,,red\n'
    "NFR-2,Fast,Search is fast.,NFR,high,<= 200 ms,FR-1,\n"
)

REQUIREMENTS_MARKDOWN = """\
# Ferry

## Functional Requirements
- **FR-001**: The system MUST book a crossing.
  It tells the price.
    - FR-001a: It SHOULD tell the price in euros.
- NFR-9 – no delay over a second

## Performance

| ID | Requirement | Target |
|----|-------------|--------|
| **NFR-3** | Search \\| find | < 1 s |

### Requirement 4: Refund

**User Story:** As a passenger, I want my money back.

#### Acceptance Criteria

1. WHEN a crossing is cancelled THEN the fare is returned
2. WHEN it is late THEN half of it is
"""

INTERFACES = """\
interface_id,protocol,payload_schema_ref,dependency_direction
IF-FARE,HTTP,schemas/fare.json,inbound
IF-TIDE,MQTT,schemas/tide.json,Outbound
"""


def applied(plan: Plan, preview: Preview) -> Plan:
    """The plan after everything in the preview was chosen, with codes by the counter."""
    return foreseen(plan, preview)
