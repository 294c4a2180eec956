"""Small hand-written files, and what becomes of a plan when a preview is applied."""

from collections import Counter
from dataclasses import replace
from typing import Any

from planning.imports.preview import Preview, Ref
from planning.plan.elements import BY_NAME
from planning.plan.links import Link
from planning.plan.value import Plan, changed

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
    codes = {a.key: a.code for a in preview.additions}
    taken = {*plan.by_code, *codes.values()}
    last = Counter(e.element_kind for e in plan.elements)
    for addition in preview.additions:
        prefix = BY_NAME[addition.kind].PREFIX
        last[addition.kind] += 1
        while not addition.code and f"{prefix}-{last[addition.kind]}" in taken:
            last[addition.kind] += 1
        codes[addition.key] = addition.code or f"{prefix}-{last[addition.kind]}"

    def resolved(value: Any) -> Any:
        return (value.code or codes[value.key]) if isinstance(value, Ref) else value

    elements = dict(plan.by_code)
    for addition in preview.additions:
        values = {name: resolved(value) for name, value in addition.values.items()}
        elements[codes[addition.key]] = BY_NAME[addition.kind](
            code=codes[addition.key],
            origin=addition.origin,
            position=addition.position or 0,
            **values,
        )
    for change in preview.changes:
        after = {f.name: resolved(f.after) for f in change.fields}
        elements[change.code] = replace(elements[change.code], **after)
    links = [
        Link(
            type=link.type,
            source=resolved(link.source),
            target=resolved(link.target),
            target_digest=link.target_digest or "",
        )
        for link in preview.links
    ]
    stated = replace(plan, **{f.name: f.after for f in preview.about})
    return changed(stated, elements=elements.values(), links=[*plan.links, *links])
