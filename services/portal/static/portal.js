// Improves what works without it: mistakes are said before sending, sending shows its progress, open pages follow changes.
"use strict";

for (const form of document.querySelectorAll("form[data-send]")) improveSending(form);
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
follow();

function improveSending(form) {
  const words = form.dataset;
  let sending = false;
  // Our own words, in the page's language and beside the control, take the place of the browser's.
  form.noValidate = true;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (sending) return;
    const faults = [...faultsIn(form)];
    tell(form, faults, "");
    if (faults.length === 0) send();
  });

  function send() {
    const request = new XMLHttpRequest();
    const progress = form.querySelector("[data-progress]");
    const bar = progress.querySelector("progress");
    const status = progress.querySelector("[role=status]");
    const button = form.querySelector("button[type=submit]");
    sending = true;
    button.disabled = true;
    progress.hidden = false;
    let told = -1;
    request.upload.addEventListener("progress", (event) => {
      const part = Math.floor((100 * event.loaded) / Math.max(event.total, 1));
      bar.value = part;
      // Every tenth is read out, not every one.
      const tenth = Math.floor(part / 10);
      if (tenth !== told) status.textContent = status.dataset.progressWords.replace("%s", part);
      told = tenth;
    });
    request.upload.addEventListener("load", () => (status.textContent = status.dataset.progressKept));
    request.addEventListener("load", () => {
      if (request.status < 300) return location.assign(request.responseURL);
      rest();
      adopt(form, request);
    });
    // The files are still chosen, and the form's key is the same: sending again makes no second request.
    for (const kind of ["error", "abort", "timeout"]) {
      request.addEventListener(kind, () => {
        rest();
        tell(form, [], words.brokenOff);
      });
    }
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "text/html");
    request.send(new FormData(form));

    function rest() {
      sending = false;
      button.disabled = false;
      progress.hidden = true;
      bar.value = 0;
      status.textContent = "";
    }
  }
}

// What is missing or too large, as far as it can be seen here; the portal looks at all of it again.
function* faultsIn(form) {
  const words = form.dataset;
  const later = form.querySelector("#later");
  let total = 0;
  let last = null;
  for (const control of form.elements) {
    if (control.required && !control.value.trim()) yield [control, `${nameOf(control)}: ${words.required}`];
    if (control.type !== "file") continue;
    if (control.dataset.asked && control.files.length === 0 && !(later && later.checked)) yield [control, control.dataset.asked];
    for (const file of control.files) {
      total += file.size;
      last = control;
      if (file.size > Number(words.largestFile)) yield [control, words.fileTooLarge.replace("%s", file.name)];
    }
  }
  if (total > Number(words.largestTotal)) yield [last, words.filesTooLarge];
}

function nameOf(control) {
  const label = control.labels[0];
  return label ? label.firstChild.textContent.trim() : control.name;
}

// The same summary and the same words beside each control as the portal writes.
function tell(form, faults, said) {
  const links = faults.map(([control, sentence]) => {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = `#${control.id}`;
    link.textContent = sentence;
    item.append(link);
    return item;
  });
  const list = document.createElement("ul");
  list.append(...links);
  show(form, links.length || said ? [said, links.length ? list : null] : null);
  for (const place of form.querySelectorAll("[data-faults-of]")) {
    const own = faults.filter(([control]) => control.id === place.dataset.faultsOf);
    place.replaceChildren(...own.map(([, sentence]) => paragraph(sentence)));
    mark(form, place.dataset.faultsOf, own.length > 0);
  }
}

function show(form, parts) {
  document.getElementById("summary")?.remove();
  if (!parts) return;
  const summary = document.createElement("div");
  summary.className = "summary";
  summary.id = "summary";
  summary.tabIndex = -1;
  summary.setAttribute("role", "alert");
  const title = document.createElement("h2");
  title.textContent = form.dataset.title;
  summary.append(title, ...parts.filter(Boolean).map((part) => (typeof part === "string" ? paragraph(part) : part)));
  form.before(summary);
  summary.focus();
}

// What the portal said of a form that it did not take, put into this page, where the files are still chosen.
function adopt(form, request) {
  const page = new DOMParser().parseFromString(request.responseText, "text/html");
  const theirs = page.querySelector("form[data-send]");
  const summary = page.getElementById("summary");
  if (!theirs || !summary) return tell(form, [], refusalOn(page) ?? form.dataset.brokenOff);
  summary.querySelector("[data-chosen-again]")?.remove();
  document.getElementById("summary")?.remove();
  form.before(document.adoptNode(summary));
  summary.focus();
  for (const name of ["key", "seal"]) form.elements[name].value = theirs.elements[name].value;
  for (const place of form.querySelectorAll("[data-faults-of]")) {
    const said = page.getElementById(place.id);
    place.replaceChildren(...(said ? [...said.children] : []));
    mark(form, place.dataset.faultsOf, place.children.length > 0);
  }
}

// The sentence of a page that holds no form: of the portal's, or of the gateway's, which has both languages.
function refusalOn(page) {
  const language = document.documentElement.lang;
  return (page.querySelector(`section[lang="${language}"] p`) ?? page.querySelector("main .lead"))?.textContent;
}

function mark(form, id, wrong) {
  const control = document.getElementById(id);
  if (!control) return;
  if (wrong) control.setAttribute("aria-invalid", "true");
  else control.removeAttribute("aria-invalid");
}

function paragraph(text) {
  const made = document.createElement("p");
  made.textContent = text;
  return made;
}

// An open page is told that its matter has changed, and fetches itself anew; what is new is read out.
function follow() {
  const first = document.getElementById("live");
  if (!first || !first.dataset.live) return;
  const events = new EventSource(first.dataset.live);
  const status = paragraph("");
  status.setAttribute("role", "status");
  first.before(status);
  events.addEventListener("change", async () => {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("live");
    const old = document.getElementById("live");
    if (!fresh || fresh.innerHTML === old.innerHTML) return;
    const changed = first.dataset.changed;
    old.replaceWith(document.adoptNode(fresh));
    status.className = "done";
    status.textContent = changed;
  });
  events.addEventListener("settled", () => events.close());
}
