// Sends files in parts (tus 1.0): what breaks off goes on where it stopped, also after the page was loaded anew.
"use strict";

const UPLOADS = "/api/v1/uploads";
const PART = 4 * 1024 * 1024;
const GONE = [404];
const REFUSED = [400, 403, 404, 405, 413, 422, 429, 503]; // then the form carries its files itself, and is told why not
const PAUSES = [1, 2, 4, 8, 15, 30, 30, 60, 60, 60]; // seconds; after all of them a person has to send again

class Uploads {
  // What was sent from this form in this window, each with the control it was chosen by; told anew by `onshown`.
  constructor(form) {
    this.form = form;
    // Where one person follows another at the same form, what was sent belongs to one giving-out of it alone.
    const apart = form.dataset.apart ? ` ${form.dataset.apart}` : "";
    this.place = `uploads ${new URL(form.action).pathname.replace(/^\/en\//, "/")}${apart}`;
    this.sent = JSON.parse(sessionStorage.getItem(this.place) ?? "[]").map((one) => ({ ...one, restored: true }));
    for (const control of this.controls()) control.addEventListener("change", () => this.chosen(control));
    this.restore();
  }

  controls() {
    return [...this.form.elements].filter((control) => control.type === "file");
  }

  // Whole files of an earlier load of this page, which go along although nobody has chosen them again.
  kept(control) {
    return this.sent.filter((one) => one.restored && one.received === one.size && one.control === control.name && !chosenIn(control, one));
  }

  // Sends what is chosen. Gives [control's name, id] for each file that the form need not carry; undefined when files
  // cannot be sent in parts. Throws `Interrupted`.
  async send(progress, waiting) {
    const chosen = this.controls().flatMap((control) => [...control.files].map((file) => [control, file]));
    const total = chosen.reduce((sum, [, file]) => sum + file.size, 0);
    const ids = this.controls().flatMap((control) => this.kept(control).map((one) => [control.name, one.id]));
    let before = 0;
    for (const [control, file] of chosen) {
      const id = await this.sendOne(control, file, (part) => progress(before + part, total), waiting);
      if (!id) return undefined;
      ids.push([control.name, id]);
      before += file.size;
    }
    return ids;
  }

  async sendOne(control, file, progress, waiting) {
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const one = this.of(control, file) ?? (await this.begin(control, file, waiting));
      if (!one) return undefined;
      if (await this.goOn(one, file, progress, waiting)) return one.id;
      this.forget(one); // its time was over
    }
    return undefined;
  }

  async begin(control, file, waiting) {
    const about = { filename: file.name, filetype: file.type };
    const headers = {
      "Tus-Resumable": "1.0.0",
      "Upload-Length": String(file.size),
      "Upload-Metadata": Object.entries(about).filter(([, said]) => said).map(([name, said]) => `${name} ${inBase64(said)}`).join(","),
    };
    const answer = await persistently(() => ask(UPLOADS, { method: "POST", headers }, REFUSED), waiting);
    if (answer.status !== 201) return undefined;
    const one = {
      ...{ control: control.name, name: file.name, size: file.size, modified: file.lastModified, received: 0 },
      id: answer.headers.get("Location").split("/").pop(),
    };
    this.sent.push(one);
    this.remember();
    return one;
  }

  // False when there is no such file any more.
  async goOn(one, file, progress, waiting) {
    for (let failures = 0; ; failures += 1) {
      const answer = await persistently(() => ask(`${UPLOADS}/${one.id}`, { method: "HEAD" }, GONE), waiting);
      if (!answer.ok) return false;
      let at = Number(answer.headers.get("Upload-Offset"));
      while (at < file.size) {
        const from = at;
        at = await sendPart(one.id, from, file.slice(from, from + PART), (part) => progress(from + part));
        if (at === undefined) break; // it broke off: how far it has come is asked anew
        waiting(false);
        failures = 0;
      }
      one.received = at ?? one.received;
      this.remember();
      if (at !== undefined) return true;
      if (failures === PAUSES.length) throw new Interrupted();
      waiting(true);
      await pauseOrConnection(PAUSES[failures]);
    }
  }

  of(control, file) {
    return this.sent.find((one) => one.control === control.name && isOf(one, file));
  }

  chosen(control) {
    // Of what was chosen in this page, only what still is chosen is meant.
    for (const one of this.sent) {
      if (one.control === control.name && !one.restored && !chosenIn(control, one)) this.forget(one);
    }
    this.show(control);
  }

  async restore() {
    for (const one of [...this.sent]) {
      const answer = await ask(`${UPLOADS}/${one.id}`, { method: "HEAD" }, GONE);
      if (answer?.ok) one.received = Number(answer.headers.get("Upload-Offset"));
      else if (answer) this.sent = this.sent.filter((other) => other !== one);
    }
    this.remember();
    for (const control of this.controls()) this.show(control);
  }

  // Beside its control: what has been sent before, and what may go on.
  show(control) {
    const words = this.form.dataset;
    const place = this.form.querySelector(`[data-sent-of="${control.id}"]`);
    const told = this.sent.filter((one) => one.restored && one.control === control.name && !chosenIn(control, one));
    place.replaceChildren(
      ...told.map((one) => {
        const item = document.createElement("li");
        const whole = one.received === one.size;
        const sentence = (whole ? words.sentWhole : words.sentPartly).replace("%p", Math.floor((100 * one.received) / Math.max(one.size, 1)));
        const [start, end] = sentence.split("%s");
        const name = document.createElement("bdi");
        name.textContent = one.name;
        const remove = document.createElement("button");
        remove.type = "button";
        remove.className = "quiet";
        remove.textContent = words.sentRemove;
        remove.setAttribute("aria-label", `${words.sentRemove}: ${one.name}`);
        remove.addEventListener("click", () => {
          this.forget(one);
          this.show(control);
          control.focus();
        });
        item.append(start, name, end, " ", remove);
        return item;
      }),
    );
  }

  forget(one) {
    this.sent = this.sent.filter((other) => other !== one);
    this.remember();
    ask(`${UPLOADS}/${one.id}`, { method: "DELETE" });
  }

  // The form was taken: nothing of it is needed any more.
  done() {
    sessionStorage.removeItem(this.place);
  }

  remember() {
    sessionStorage.setItem(this.place, JSON.stringify(this.sent.map(({ restored, ...one }) => one)));
  }
}

class Interrupted extends Error {}

function isOf(one, file) {
  return one.name === file.name && one.size === file.size && one.modified === file.lastModified;
}

function chosenIn(control, one) {
  return [...control.files].some((file) => isOf(one, file));
}

// An answer that settles it; undefined when there was none.
async function ask(address, options, settling = []) {
  try {
    const answer = await fetch(address, { cache: "no-store", credentials: "omit", ...options });
    return answer.ok || settling.includes(answer.status) ? answer : undefined;
  } catch {
    return undefined;
  }
}

async function persistently(attempt, waiting) {
  for (const pause of [0, ...PAUSES]) {
    if (pause) {
      waiting(true);
      await pauseOrConnection(pause);
    }
    const answer = await attempt();
    if (answer) return answer;
  }
  throw new Interrupted();
}

function pauseOrConnection(seconds) {
  return new Promise((done) => {
    const timer = setTimeout(go, 1000 * seconds);
    addEventListener("online", go);
    function go() {
      clearTimeout(timer);
      removeEventListener("online", go);
      done();
    }
  });
}

// Where the next part begins; undefined when this one has not gone through.
function sendPart(id, offset, part, progress) {
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    request.upload.addEventListener("progress", (event) => progress(event.loaded));
    for (const kind of ["error", "abort", "timeout"]) request.addEventListener(kind, () => done(undefined));
    request.addEventListener("load", () => done(request.status === 204 ? Number(request.getResponseHeader("Upload-Offset")) : undefined));
    request.open("PATCH", `${UPLOADS}/${id}`);
    request.setRequestHeader("Tus-Resumable", "1.0.0");
    request.setRequestHeader("Upload-Offset", String(offset));
    request.setRequestHeader("Content-Type", "application/offset+octet-stream");
    request.send(part);
  });
}

function inBase64(text) {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
