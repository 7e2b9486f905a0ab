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
  const progress = form.querySelector("[data-progress]");
  const bar = progress.querySelector("progress");
  const status = progress.querySelector("[role=status]");
  const button = form.querySelector("button[type=submit]");
  let sending = false;
  let uploads = null;
  // Scripts behind this one have run by then.
  addEventListener("DOMContentLoaded", () => (uploads = typeof Uploads === "undefined" ? null : new Uploads(form)));
  // Our own words, in the page's language and beside the control, take the place of the browser's.
  form.noValidate = true;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (sending) return;
    const faults = [...faultsIn(form, uploads)];
    tell(form, faults, "");
    if (faults.length === 0) await send();
  });

  async function send() {
    sending = true;
    button.disabled = true;
    progress.hidden = false;
    const report = reporter();
    let sent;
    try {
      sent = await uploads?.send(report.part, report.waiting);
    } catch (error) {
      if (!(error instanceof Interrupted)) throw error;
      rest();
      return tell(form, [], words.brokenOff);
    }
    sendForm(sent, report);
  }

  // `sent` has [control's name, id] of every file that is there already.
  function sendForm(sent, report) {
    const request = new XMLHttpRequest();
    const data = new FormData(form);
    if (sent) for (const control of uploads.controls()) data.delete(control.name);
    for (const [name, id] of sent ?? []) data.append(`sent-${name}`, id);
    if (!sent) request.upload.addEventListener("progress", (event) => report.part(event.loaded, event.total));
    request.upload.addEventListener("load", () => (status.textContent = status.dataset.progressKept));
    request.addEventListener("load", () => {
      if (request.status < 300) {
        uploads?.done();
        return location.assign(request.responseURL);
      }
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
    request.send(data);
  }

  function reporter() {
    let told = "";
    function say(sentence) {
      if (sentence !== told) status.textContent = sentence;
      told = sentence;
    }
    return {
      part(sent, total) {
        const percent = Math.min(100, Math.floor((100 * sent) / Math.max(total, 1)));
        bar.value = percent;
        // Every tenth is read out, not every one.
        say(status.dataset.progressWords.replace("%s", percent - (percent % 10)));
      },
      waiting: (yes) => yes && say(status.dataset.progressWaiting),
    };
  }

  function rest() {
    sending = false;
    button.disabled = false;
    progress.hidden = true;
    bar.value = 0;
    status.textContent = "";
  }
}

// What is missing or too large, as far as it can be seen here; the portal looks at all of it again.
function* faultsIn(form, uploads) {
  const words = form.dataset;
  const later = form.querySelector("#later");
  let total = 0;
  let last = null;
  for (const control of form.elements) {
    if (control.required && !control.value.trim()) yield [control, `${nameOf(control)}: ${words.required}`];
    if (control.type !== "file") continue;
    const kept = uploads?.kept(control) ?? [];
    if (control.dataset.asked && control.files.length + kept.length === 0 && !(later && later.checked)) yield [control, control.dataset.asked];
    for (const one of kept) {
      total += one.size;
      last = control;
    }
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
