// The dashboard: asks for its part, acts through the control addresses, and asks anew when something has changed.
"use strict";

const root = document.body;
const address = new URLSearchParams(location.search);
const TOKEN = "kakebarai-control-token";

function headers(more) {
  const token = sessionStorage.getItem(TOKEN);
  return { ...more, ...(token ? { Authorization: "Bearer " + token } : {}) };
}

function toast(text, bad, japanese) {
  const note = document.createElement("p");
  note.textContent = text;
  if (japanese) {
    const more = document.createElement("span");
    more.lang = "ja";
    more.textContent = japanese;
    note.append(" ", more);
  }
  if (bad) {
    note.className = "bad";
    note.setAttribute("role", "alert");
  }
  // One at a time: what was said before is done with.
  document.getElementById("toasts").replaceChildren(note);
  setTimeout(() => note.remove(), bad ? 12000 : 4000);
}

// Tells why something was not done: what was answered, and before it a sentence of the page where that is not in Japanese.
function refuse(status, text) {
  let json = {};
  try {
    json = JSON.parse(text);
  } catch {
    // It came from something else than the control addresses.
  }
  // The name of a field is for programs.
  const what = json.field ? "" : json.what || String(status);
  const said = [what, json.remedy].filter(Boolean).join(" ");
  const own = root.getAttribute("data-refused-" + status) || root.dataset.refused;
  if (own) toast(own, true, said);
  else toast(said, true);
}

// Tells at a field why its value is not accepted; `false` where the answer names no field of the form.
function complain(form, text) {
  let json = {};
  try {
    json = JSON.parse(text);
  } catch {
    return false;
  }
  const field = json.field && form?.elements[json.field];
  if (!field?.closest || field.type === "hidden") return false;
  const note = document.createElement("span");
  note.id = "problem-" + json.field + "-" + [...document.forms].indexOf(form);
  note.className = "problem";
  note.setAttribute("role", "alert");
  note.textContent = field.dataset.hint || json.remedy;
  // The control addresses speak Japanese.
  if (!field.dataset.hint) note.lang = "ja";
  field.closest("label").append(note);
  field.setAttribute("aria-invalid", "true");
  field.setAttribute("aria-describedby", note.id);
  field.focus();
  return true;
}

function forgive(form) {
  for (const note of form.querySelectorAll(".problem")) note.remove();
  for (const field of form.querySelectorAll("[aria-invalid]")) {
    field.removeAttribute("aria-invalid");
    field.removeAttribute("aria-describedby");
  }
}

// While the focus is inside, what is there keeps its order: what is moved in a page loses the focus.
function settled(there, children) {
  if (!there.contains(document.activeElement)) return children;
  const places = new Map([...there.children].filter(({ id }) => id).map(({ id }, place) => [id, place]));
  const known = children.filter(({ id }) => places.has(id)).sort((one, next) => places.get(one.id) - places.get(next.id));
  return children.map((child) => (places.has(child.id) ? known.shift() : child));
}

// What the script itself has set, and no part knows of.
const OWN = ["open", "aria-invalid", "aria-describedby"];

// Makes what is there like what has come, and leaves alone what is the same: focus, open details, typed values and what was said of
// them stay.
function morph(there, come) {
  // A field that was typed into shows no new value by itself.
  const renewed = there.nodeName === "INPUT" && there.getAttribute("value") !== come.getAttribute("value");
  for (const { name } of [...there.attributes]) {
    if (!OWN.includes(name) && !come.hasAttribute(name)) there.removeAttribute(name);
  }
  for (const { name, value } of come.attributes) {
    if (name !== "open" && there.getAttribute(name) !== value) there.setAttribute(name, value);
  }
  if (renewed && there !== document.activeElement) there.value = come.getAttribute("value") ?? "";
  if (there.nodeName === "SELECT" && there === document.activeElement) return;
  let place = there.firstChild;
  for (const child of settled(there, [...come.childNodes])) {
    const id = child.id;
    let same = place;
    if (id) same = [...there.children].find((known) => known.id === id);
    else while (same && (same.id || same.nodeName !== child.nodeName)) same = same.nextSibling;
    if (same && same.nodeName === child.nodeName) {
      if (same !== place) there.insertBefore(same, place);
      if (same.nodeType === Node.ELEMENT_NODE) morph(same, child);
      else if (same.nodeValue !== child.nodeValue) same.nodeValue = child.nodeValue;
      place = same.nextSibling;
    } else {
      there.insertBefore(child, place);
    }
  }
  while (place) {
    const next = place.nextSibling;
    if (!place.classList?.contains("problem")) place.remove();
    place = next;
  }
}

let loading = false;
let loadedAt = 0;

// A clock that runs goes on between two looks; Japan is nine hours ahead.
setInterval(() => {
  for (const time of document.querySelectorAll("time[data-from]")) {
    const now = Date.parse(time.dataset.from) + performance.now() - loadedAt + 9 * 3600e3;
    time.textContent = new Date(now).toISOString().slice(0, 19).replace("T", " ");
  }
}, 1000);

let again = false;

async function load() {
  if (loading || document.hidden) {
    again = true;
    return;
  }
  loading = true;
  again = false;
  try {
    const answer = await fetch("/_simulator/dashboard/part?" + address, { headers: headers() });
    if (answer.status === 401) return ask();
    if (!answer.ok) return refuse(answer.status, await answer.text());
    loadedAt = performance.now();
    const come = document.createElement("template");
    come.innerHTML = await answer.text();
    for (const part of come.content.children) morph(document.getElementById(part.id), part);
    document.getElementById("view").removeAttribute("aria-busy");
    stay();
  } catch {
    toast(root.dataset.failed, true);
  } finally {
    loading = false;
    if (again) setTimeout(load, 300);
  }
}

// Stays with the merchant that was shown first, whichever others are made or deleted.
function stay() {
  const { merchant } = document.getElementById("view").dataset;
  if (address.get("merchant") || merchant === "none") return;
  address.set("merchant", merchant);
  history.replaceState(null, "", "/?" + address);
  for (const link of document.querySelectorAll("header a, nav a")) link.search += "&merchant=" + merchant;
}

function ask() {
  document.getElementById("wrong").hidden = !sessionStorage.getItem(TOKEN);
  sessionStorage.removeItem(TOKEN);
  document.getElementById("view").replaceChildren();
  document.getElementById("token").hidden = false;
  document.querySelector("#token input").focus();
}

async function act(what, body, form) {
  if (form) forgive(form);
  const typed = form ? fields(form) : {};
  // A part of the path may be a field.
  const filled = what.replace(/\{(\w+)\}/g, (_, name) => {
    const value = encodeURIComponent(typed[name] ?? "");
    delete typed[name];
    return value;
  });
  if (form) body = JSON.stringify(merged(form, typed));
  const [method, path] = filled.split(" ", 2);
  const options = { method, headers: headers() };
  if (body !== undefined) {
    options.headers["Content-Type"] = "application/json";
    options.body = body;
  }
  try {
    const answer = await fetch("/_simulator/v1" + path, options);
    const text = await answer.text();
    if (answer.status === 401) return ask();
    if (!answer.ok) {
      if (!complain(form, text)) refuse(answer.status, text);
      return;
    }
    const json = text ? JSON.parse(text) : {};
    if (json.password) {
      const made = document.getElementById("made");
      made.hidden = false;
      document.getElementById("made-code").textContent = json.code;
      document.getElementById("made-password").textContent = json.password;
    }
    toast(root.dataset.done);
    form?.reset();
    await load();
  } catch {
    toast(root.dataset.failed, true);
  }
}

// What a form adds to what is there: to its members, or to a list of it.
function merged(form, typed) {
  const { merge, into } = form.dataset;
  if (!merge) return typed;
  const whole = JSON.parse(merge);
  if (into) whole[into].push(typed);
  else Object.assign(whole, typed);
  return whole;
}

// The fields of a form; blank ones are left out.
function fields(form) {
  const json = {};
  for (const field of form.elements) {
    if (!field.name || field.value === "") continue;
    // Digits may be full-width, as Japanese keyboards write them.
    const value = field.inputMode === "numeric" ? field.value.normalize("NFKC").trim() : field.value;
    json[field.name] = field.type === "number" ? Number(value) : value;
  }
  return json;
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.dataset.copy) {
    const text = document.getElementById(button.dataset.copy).textContent;
    try {
      await navigator.clipboard.writeText(text);
      toast(root.dataset.copied);
    } catch {
      getSelection().selectAllChildren(document.getElementById(button.dataset.copy));
    }
  } else if (button.dataset.act) {
    if (button.dataset.confirm && !confirm(button.dataset.confirm)) return;
    await act(button.dataset.act, button.dataset.body);
  }
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.id === "token") {
    event.preventDefault();
    sessionStorage.setItem(TOKEN, form.elements.token.value);
    form.reset();
    form.hidden = true;
    load();
    watch();
  } else if (form.dataset.act) {
    event.preventDefault();
    act(form.dataset.act, undefined, form);
  }
});

// Who mends a value is not told any more that it is wrong.
document.addEventListener("input", ({ target }) => {
  if (target.form && target.hasAttribute("aria-invalid")) forgive(target.form);
});

// A merchant is gone to when it is picked; by keyboard, where each arrow picks one, with Enter or on the way out.
let byKeyboard = false;

function chosen({ target }, at) {
  if (!target.matches?.("[data-choose] select")) return;
  if (at && !target.selectedOptions[0]?.defaultSelected) target.form.submit();
}

document.addEventListener("pointerdown", () => (byKeyboard = false), true);
document.addEventListener("keydown", (event) => {
  byKeyboard = true;
  chosen(event, event.key === "Enter");
}, true);
document.addEventListener("change", (event) => chosen(event, !byKeyboard));
document.addEventListener("focusout", (event) => chosen(event, true));

// Reads the events by hand, because EventSource cannot send a token. Only while the page is seen: a browser opens no more than
// six connections to a host, and each stream holds one.
let watching;

function wait(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function live(on) {
  const sign = document.getElementById("live");
  sign.textContent = on ? sign.dataset.on : sign.dataset.off;
  sign.classList.toggle("on", on);
}

async function watch() {
  if (watching || document.hidden) return;
  const { signal } = (watching = new AbortController());
  for (let pause = 1000; !signal.aborted; pause = Math.min(pause * 2, 10000)) {
    try {
      const asked = new URLSearchParams(address);
      const { merchant } = document.getElementById("view").dataset;
      if (merchant) asked.set("merchant", merchant);
      const answer = await fetch("/_simulator/dashboard/events?" + asked, { headers: headers(), signal });
      if (answer.status === 401) break;
      if (!answer.ok) throw new Error(String(answer.status));
      live(true);
      pause = 1000;
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      for (let rest = ""; ; ) {
        const { done, value } = await reader.read();
        if (done) break;
        const events = (rest + value).split("\n\n");
        rest = events.pop();
        if (events.some((text) => text.startsWith("event: change"))) load();
      }
    } catch {
      // Tried again below.
    }
    if (signal.aborted) return;
    live(false);
    await wait(pause);
  }
  if (watching?.signal === signal) watching = undefined;
}

// The first event of a new stream asks for a fresh part.
document.addEventListener("visibilitychange", () => {
  if (document.hidden) {
    watching?.abort();
    watching = undefined;
  } else {
    if (again) load();
    watch();
  }
});

load().then(watch);
