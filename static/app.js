// Behaviour that HTML and htmx do not have. Everything works without it; each block says for whom.
"use strict";

// --- Messages: what went wrong on the way, and a cross to close one ---------------------------

function say(text) {
  const alert = document.createElement("div");
  alert.className = "alert alert-danger message";
  alert.setAttribute("role", "status");
  alert.textContent = text;
  document.getElementById("messages")?.replaceChildren(alert);
}

document.addEventListener("htmx:sendError", () => {
  say("The server cannot be reached. What you typed is still here; try again in a moment.");
});
document.addEventListener("htmx:responseError", (event) => {
  say(`The server failed (${event.detail.xhr.status}). What you typed is still here.`);
});
document.addEventListener("click", (event) => {
  event.target.closest("[data-dismiss='message']")?.closest(".message").remove();
});

// --- Forms: the token of today, so that a page left open over a sign-in can still be saved ----

document.addEventListener("htmx:configRequest", (event) => {
  const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];
  if (token && event.detail.verb !== "get") {
    event.detail.headers["X-CSRFToken"] = token;
    event.detail.parameters.delete?.("csrfmiddlewaretoken");
  }
});

// Checkboxes and selects that send their form as soon as they change.
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-submits]")) {
    event.target.form.requestSubmit();
  }
});

// --- Menus: <details class="menu"> closes on Escape and on a click elsewhere ------------------

function closeMenus(except) {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (menu !== except) {
      menu.open = false;
    }
  }
}

document.addEventListener("click", (event) => closeMenus(event.target.closest("details.menu")));
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    const menu = event.target.closest?.("details.menu[open]");
    closeMenus(null);
    menu?.querySelector("summary").focus();
  }
});

// --- Copy: <button data-copies="id of the text"> ----------------------------------------------

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Without a secure context there is no clipboard; a selection still copies.
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    const copied = document.execCommand("copy");
    area.remove();
    return copied;
  }
}

for (const button of document.querySelectorAll("[data-copies]")) {
  button.hidden = false;
}
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copies]");
  if (!button) {
    return;
  }
  const copied = await copy(document.getElementById(button.dataset.copies).textContent);
  const status = button.parentElement.querySelector("[role='status']");
  status.textContent = copied ? "Copied." : "The browser does not let us copy; select the text.";
});

// --- Sign-in and new plans: the zone and the time of this browser -----------------------------

function fillZone(root) {
  const zone = root.querySelector?.("[data-fills='time-zone']");
  if (zone && !zone.value) {
    zone.value = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
  }
  const dated = root.querySelector?.("[data-fills='now']");
  if (dated && !dated.value) {
    const now = new Date();
    const offset = -now.getTimezoneOffset();
    const two = (number) => String(Math.floor(Math.abs(number))).padStart(2, "0");
    const local = new Date(now.getTime() + offset * 60000).toISOString().slice(0, 16);
    dated.value = `${local}${offset < 0 ? "-" : "+"}${two(offset / 60)}:${two(offset % 60)}`;
  }
}

fillZone(document);

// --- Narrow screens: the current section is in view --------------------------------------------

document.querySelector(".sidenav [aria-current]")?.scrollIntoView({ inline: "center", block: "nearest" });

// --- Elements: lists, forms, bulk ---------------------------------------------------------------

// An open form: Escape leaves it, Ctrl+Enter saves from a text of several lines, where Enter cannot.
document.addEventListener("keydown", (event) => {
  const form = event.target.closest?.("[data-leaves]");
  if (!form || event.isComposing) {
    return;
  }
  if (event.key === "Escape") {
    event.preventDefault();
    form.querySelector("[data-leave], a[hx-get]")?.click();
  } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    event.target.form?.requestSubmit();
  }
});

// The form that adds closes without asking the server; the cursor goes back to what opened it.
document.addEventListener("click", (event) => {
  const adding = event.target.closest("[data-close]")?.closest("[id^='adding-']");
  if (adding) {
    event.preventDefault();
    adding.replaceChildren();
    document.getElementById(adding.id.replace("adding-", "add-"))?.focus();
  }
});

// A box that ticks every box of a form on this page.
document.addEventListener("change", (event) => {
  const form = event.target.dataset?.ticks;
  if (form) {
    for (const box of document.querySelectorAll(`input[name='code'][form='${form}']`)) {
      box.checked = event.target.checked;
    }
  }
});

// Buttons that tick, or untick, every box of the part of an import that they stand in.
for (const part of document.querySelectorAll("[data-scripted]")) {
  part.hidden = false;
}
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-tick-all]");
  if (!button) {
    return;
  }
  for (const box of button.closest("details").querySelectorAll("input[name='chosen']")) {
    box.checked = button.dataset.tickAll === "true";
  }
  button.dispatchEvent(new Event("change", { bubbles: true }));
});

// --- Review: j and k walk, m marks as read, Enter opens ----------------------------------------

function walk(step) {
  const stops = [...document.querySelectorAll("[data-walk]")].filter((stop) => stop.checkVisibility());
  const here = stops.indexOf(document.activeElement.closest("[data-walk]"));
  const next = stops[here === -1 && step < 0 ? stops.length - 1 : here + step];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

function opened(stop) {
  const details = stop.querySelector("details");
  if (details) {
    details.open = !details.open;
  } else {
    stop.querySelector("a[href]")?.click();
  }
}

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input:not([type='checkbox']), textarea, select, [contenteditable]");
  if (typing || event.ctrlKey || event.metaKey || event.altKey || !document.querySelector("[data-walk]")) {
    return;
  }
  const stop = document.activeElement.closest("[data-walk]");
  if (event.key === "j" || event.key === "k") {
    event.preventDefault();
    walk(event.key === "j" ? 1 : -1);
  } else if (event.key === "m" && stop) {
    stop.querySelector("[data-marks]")?.click();
  } else if (event.key === "Enter" && stop === event.target) {
    opened(stop);
  }
});
