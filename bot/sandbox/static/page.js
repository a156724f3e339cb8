import { act, ask } from "./asking.js";
import { bubble, dayLine } from "./bubbles.js";
import { element } from "./rich.js";
import { drawTour, wireTour } from "./tour.js";
import { alertBox, dialog, popup, toast } from "./windows.js";
import { isEnglish, say, switchLanguage } from "./words.js";

const $ = (id) => document.getElementById(id);
const here = {
  setup: null, people: [], person: null, chat: null, messages: new Map(), change: 0,
  chosen: null, editing: null, now: null, drawn: "", zone: "",
};

const inChat = (more) => ({ person: here.person, chat: here.chat, ...more });
const person = () => here.people.find((one) => one.id === here.person);

// One refresh at a time; what happens meanwhile asks for one more.
let refreshing = false;
let again = false;
async function refresh() {
  if (refreshing) { again = true; return; }
  refreshing = true;
  try {
    do {
      again = false;
      await fetchAll();
    } while (again);
  } catch {
    // the events tell when the sandbox is back
  } finally {
    refreshing = false;
  }
}

async function fetchAll() {
  const told = await ask("people");
  here.people = told.people;
  here.now = told.now;
  if (!person() && here.people.length) choose(fromAddress() ?? here.people[0].id);
  drawPeople();
  drawClock();
  if (here.person === null) { drawChat(); return; }
  const { person: whose, chat } = here;
  const news = await ask(`messages?person=${whose}&chat=${chat}&after=${here.change}`);
  if (chat !== here.chat || whose !== here.person) { again = true; return; }
  for (const message of news.messages) {
    if (message.deleted) here.messages.delete(message.message_id);
    else here.messages.set(message.message_id, message);
  }
  here.change = news.change;
  here.keyboard = news.keyboard;
  here.menu = news.menu;
  drawChat();
  const open = person()?.chats.find((one) => one.id === here.chat);
  if (open?.unread && !document.hidden) await ask("seen", inChat({ change: news.change }));
}

// ?person= is an id, a place in the list, or a name
function fromAddress() {
  const asked = new URLSearchParams(location.search).get("person");
  if (asked === null) return null;
  const found = here.people.find((one) => String(one.id) === asked || one.name === asked)
    || here.people[Number(asked) - 1];
  return found ? found.id : null;
}

// ---- choosing

function choose(id, chat = id) {
  if (here.person !== id) {
    const address = new URL(location.href);
    address.searchParams.set("person", id);
    history.replaceState(null, "", address);
  }
  Object.assign(here, { person: id, chat, messages: new Map(), change: 0, drawn: "", keyboard: null, menu: [] });
  quote(null);
  $("messages").replaceChildren();
  drawPeople();
}

// The tour's people may not be there yet.
async function actAs(name) {
  const known = here.people.find((one) => one.name === name);
  const id = !name ? here.person : known ? known.id : (await ask("people", { name })).id;
  if (id !== here.person) {
    await refresh();
    choose(id);
    refresh();
  }
  return id;
}

// ---- drawing

const hue = (text) => [...text].reduce((sum, sign) => (sum * 31 + sign.codePointAt(0)) % 360, 7);

function drawPeople() {
  $("people").replaceChildren(...here.people.map((one) => {
    const avatar = element("span", "avatar", [...one.name][0]);
    avatar.style.setProperty("--hue", hue(one.name));
    const note = one.blocked ? say("blocked") : one.started ? one.last.replace(/\s+/g, " ") : say("notStarted");
    const row = element("button", "person", avatar, element("span", "who", element("strong", "", one.name), element("span", "", note || "…")));
    row.type = "button";
    if (one.unread) row.append(element("span", "badge", String(one.unread)));
    row.setAttribute("aria-current", String(one.id === here.person));
    row.addEventListener("click", () => { choose(one.id); refresh(); });
    return row;
  }));
}

function drawClock() {
  $("clock").hidden = here.now === null;
  if (here.now === null) return;
  // The sandbox tells the time in the county's zone: show it as told, not in the browser's zone.
  const told = new Date(`${here.now.slice(0, 19)}Z`);
  here.zone = here.now.slice(19).replace(/^\.\d+/, "");
  const narrow = matchMedia("(max-width: 719px)").matches;
  const shape = { year: narrow ? undefined : "numeric", month: narrow && isEnglish() ? "short" : "long", day: "numeric", weekday: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: "UTC" };
  $("now").textContent = told.toLocaleString(isEnglish() ? "en-GB" : "zh-CN", shape);
}

function drawChat() {
  const who = person();
  const chat = who?.chats.find((one) => one.id === here.chat);
  const group = chat && chat.kind !== "private";
  $("chat-title").textContent = group ? chat.title : here.setup.bot.name;
  $("chat-subtitle").textContent = who ? `${say("actingAs")} ${who.name}` : `@${here.setup.bot.username}`;
  drawTabs(who);
  drawMessages(who, group);
  drawKeyboard();
  const begin = who && !group && (!who.started || who.blocked);
  $("begin").hidden = !begin;
  $("begin").textContent = who?.blocked ? say("restart") : say("begin");
  $("composer").hidden = !who || begin;
  $("menu").hidden = !here.menu?.length;
}

function drawTabs(who) {
  $("tabs").hidden = !who || who.chats.length < 2;
  $("tabs").replaceChildren(...(who?.chats || []).map((chat) => {
    const tab = element("button", "", chat.kind === "private" ? say("privateChat") : chat.title);
    if (chat.unread && chat.id !== here.chat) tab.append(" ", element("span", "badge", String(chat.unread)));
    tab.type = "button";
    tab.setAttribute("aria-current", String(chat.id === here.chat));
    tab.addEventListener("click", () => { choose(who.id, chat.id); refresh(); });
    return tab;
  }));
}

function drawMessages(who, group) {
  const state = JSON.stringify([here.chat, here.change, isEnglish(), here.people.length, who?.started]);
  if (state === here.drawn) return;
  const first = here.drawn === "";
  here.drawn = state;
  const list = $("messages");
  const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 90;
  const nodes = [];
  let day = "";
  for (const message of [...here.messages.values()].sort((a, b) => a.message_id - b.message_id)) {
    const line = dayLine(message.date, here.zone);
    if (line !== day) nodes.push(element("div", "day", (day = line)));
    nodes.push(bubble(message, { me: who.id, group, zone: here.zone, ...acts }));
  }
  if (!nodes.length) {
    const words = !who ? "nobody" : group || who.started ? "quietChat" : "emptyChat";
    nodes.push(element("p", "empty words", say(words)));
  }
  list.replaceChildren(...nodes);
  markChosen();
  if (first || atEnd) toEnd();
}

function toEnd() {
  $("messages").scrollTop = $("messages").scrollHeight;
}

function drawKeyboard() {
  const rows = here.keyboard || [];
  $("keyboard").hidden = !rows.length;
  $("keyboard").replaceChildren(...rows.map((row) => element("div", "", ...row.map((key) => {
    const words = typeof key === "string" ? key : key.text;
    const button = element("button", "", words);
    button.type = "button";
    button.addEventListener("click", () => (key.request_contact
      ? act("contact", inChat({ phone: "13800000000" }))
      : act("say", inChat({ text: words }))));
    return button;
  }))));
}

function drawWords() {
  document.documentElement.lang = isEnglish() ? "en" : "zh-Hans";
  document.title = `${here.setup.bot.name} · ${isEnglish() ? "demonstration" : "演示"}`;
  $("bot-name").textContent = here.setup.bot.name;
  $("language").textContent = say("language");
  const texts = {
    tagline: "tagline", "people-title": "people", "next-morning": "nextMorning", "plus-hour": "plusHour",
    "plus-week": "plusWeek", drop: "drop", "quote-edit": "edit", "tour-title": "tour", "tour-open": "tour",
  };
  for (const [id, key] of Object.entries(texts)) $(id).textContent = say(key);
  for (const [id, key] of Object.entries({ send: "send", attach: "attach", menu: "menu", more: "more", "newcomer-add": "add" })) {
    $(id).title = say(key);
    $(id).setAttribute("aria-label", say(key));
  }
  $("text").placeholder = say("type");
  $("newcomer-name").placeholder = say("newcomer");
  drawTour();
}

// ---- what a message can do when it is touched

const acts = {
  onChoose: (message) => quote(here.chosen?.message_id === message.message_id ? null : message),
  onCommand: (text) => act("say", inChat({ text })),
  onLink: (href) => {
    const payload = invitation(href);
    if (payload !== null) openInvitation(payload);
    return payload !== null;
  },
  onKey: async (message, key, node) => {
    if (key.url) { if (!acts.onLink(key.url)) window.open(key.url, "_blank", "noreferrer"); return; }
    node.disabled = true;
    const answer = await act("tap", inChat({ message_id: message.message_id, button: key.callback_data }));
    node.disabled = false;
    if (answer?.text) (answer.show_alert ? alertBox : toast)(answer.text);
  },
  onQuoted: (number) => {
    const node = $("messages").querySelector(`[data-id="${number}"]`);
    node?.scrollIntoView({ block: "center", behavior: "smooth" });
    node?.classList.add("flash");
    setTimeout(() => node?.classList.remove("flash"), 1300);
  },
};

function invitation(href) {
  try {
    const { hostname, pathname, searchParams } = new URL(href);
    const own = hostname === "t.me" && pathname.slice(1).toLowerCase() === here.setup.bot.username.toLowerCase();
    return own ? searchParams.get("start") || "" : null;
  } catch {
    return null;
  }
}

function openInvitation(payload) {
  const text = `/start ${payload}`.trim();
  const first = [person(), ...here.people.filter((one) => one.id !== here.person)];
  const choices = first.map((one) => [one.name, async () => {
    choose(one.id);
    await act("say", { person: one.id, text });
    refresh();
  }]);
  dialog(say("openAs"), [...choices, [say("cancel"), null]]);
}

function quote(message, editing = false) {
  here.chosen = message;
  here.editing = editing;
  $("quote").hidden = !message;
  if (message) {
    const mine = message.from.id === here.person;
    $("quote-label").textContent = editing ? say("editing") : `${say("reply")} ${message.from.first_name}`;
    $("quote-text").textContent = message.text || message.caption || message.document?.file_name || say("photo");
    $("quote-edit").hidden = editing || !mine || !(message.text || message.caption);
    $("text").focus();
  }
  markChosen();
}

function markChosen() {
  for (const node of $("messages").querySelectorAll(".message")) {
    node.classList.toggle("chosen", Number(node.dataset.id) === here.chosen?.message_id);
  }
}

// ---- writing

async function submit() {
  const text = $("text").value.trim();
  if (!text || here.person === null) return;
  const { chosen, editing } = here;
  const sent = editing
    ? await act("edit", inChat({ message_id: chosen.message_id, text }))
    : await act("say", inChat({ text, reply_to: chosen?.message_id ?? null }));
  if (!sent) return;
  $("text").value = "";
  fitText();
  quote(null);
  toEnd();
}

function fitText() {
  $("text").style.height = "auto";
  $("text").style.height = `${Math.min($("text").scrollHeight + 2, 150)}px`;
}

async function attach(files) {
  for (const file of files) {
    const form = new FormData();
    form.append("person", here.person);
    form.append("chat", here.chat);
    form.append("photo", String(/^image\/(png|jpeg|webp)$/.test(file.type)));
    if ($("text").value.trim()) form.append("caption", $("text").value.trim());
    form.append("file", file);
    if (await act("attach", form)) { $("text").value = ""; fitText(); }
  }
}

function more() {
  const who = person();
  const writes = who?.started && !who.blocked ? [
    [say("sticker"), "", () => act("sticker", inChat())],
    [say("voice"), "", () => act("voice", inChat())],
    [say("location"), "", () => act("location", inChat())],
    [say("block"), "", () => act("block", inChat())],
  ] : [];
  const newcomer = [`＋ ${say("newcomer")}`, "", () => addPerson(prompt(say("newcomer")) || "")];
  popup($("more"), [...writes, newcomer, [say("language"), "", changeLanguage]]);
}

function changeLanguage() {
  switchLanguage();
  drawWords();
  refresh();
}

async function addPerson(name) {
  if (!name.trim()) return;
  const added = await act("people", { name });
  if (!added) return;
  await refresh();
  choose(added.id);
  refresh();
}

// ---- wiring

function wire() {
  $("composer").addEventListener("submit", (event) => { event.preventDefault(); submit(); });
  $("text").addEventListener("input", fitText);
  $("text").addEventListener("keydown", (event) => {
    // Enter inside an input method chooses characters; it must not send
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); submit(); }
    if (event.key === "Escape") quote(null);
  });
  $("attach").addEventListener("click", () => $("file").click());
  $("file").addEventListener("change", async () => { await attach($("file").files); $("file").value = ""; });
  $("begin").addEventListener("click", () => act(...(person().blocked ? ["unblock", inChat()] : ["say", inChat({ text: "/start" })])));
  $("quote-cancel").addEventListener("click", () => quote(null));
  $("quote-edit").addEventListener("click", () => {
    $("text").value = here.chosen.text || here.chosen.caption;
    quote(here.chosen, true);
    fitText();
  });
  $("menu").addEventListener("click", (event) => {
    event.stopPropagation();
    popup($("menu"), here.menu.map((one) => [`/${one.command}`, one.description, () => act("say", inChat({ text: `/${one.command}` }))]));
  });
  $("more").addEventListener("click", (event) => { event.stopPropagation(); more(); });
  document.addEventListener("click", () => { $("popup").hidden = true; });
  $("language").addEventListener("click", changeLanguage);
  $("newcomer").addEventListener("submit", (event) => {
    event.preventDefault();
    addPerson($("newcomer-name").value);
    $("newcomer-name").value = "";
  });
  wireTour(here.setup, actAs);
  $("to-end").addEventListener("click", toEnd);
  $("messages").addEventListener("scroll", () => {
    const list = $("messages");
    $("to-end").hidden = list.scrollHeight - list.scrollTop - list.clientHeight < 200;
  });
  document.addEventListener("visibilitychange", refresh);
  wireClock();
  wireDrop();
}

function wireClock() {
  const buttons = document.querySelectorAll("[data-advance]");
  for (const button of buttons) {
    button.addEventListener("click", async () => {
      buttons.forEach((one) => { one.disabled = true; });
      await act("advance", { to: button.dataset.advance });
      buttons.forEach((one) => { one.disabled = false; });
      refresh();
    });
  }
  setInterval(refresh, 20_000); // the clock goes on by itself
}

function wireDrop() {
  const phone = document.querySelector(".phone");
  phone.addEventListener("dragover", (event) => { event.preventDefault(); $("drop").hidden = here.person === null; });
  phone.addEventListener("dragleave", (event) => { if (!phone.contains(event.relatedTarget)) $("drop").hidden = true; });
  phone.addEventListener("drop", (event) => {
    event.preventDefault();
    $("drop").hidden = true;
    attach(event.dataTransfer.files);
  });
}

function listen() {
  const events = new EventSource("/page/events");
  events.addEventListener("message", refresh);
  events.addEventListener("error", () => toast(say("lost")));
}

here.setup = await ask("setup");
wire();
drawWords();
await refresh();
listen();
