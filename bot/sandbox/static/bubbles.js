// One message as a bubble with its quote, file, words, stamp and buttons.
import { element, richText } from "./rich.js";
import { isEnglish, say } from "./words.js";

// The sandbox's zone, as the clock tells it (+08:00); without a clock, the county's.
function local(seconds, zone) {
  const [, sign, hours, minutes] = /^([+-])(\d\d):(\d\d)/.exec(zone || "+08:00") || [0, "+", 0, 0];
  const shift = (Number(hours) * 60 + Number(minutes)) * (sign === "-" ? -60 : 60);
  return new Date((seconds + shift) * 1000);
}

const shown = (date, shape) => date.toLocaleString(isEnglish() ? "en-GB" : "zh-CN", { timeZone: "UTC", ...shape });

export const dayLine = (seconds, zone) => shown(local(seconds, zone), { month: "long", day: "numeric", weekday: "short" });
const clockTime = (seconds, zone) => shown(local(seconds, zone), { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

function size(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1024 * 1024 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

function outside(href, className, ...children) {
  const node = element("a", className, ...children);
  node.href = href;
  node.target = "_blank";
  node.addEventListener("click", (event) => event.stopPropagation());
  return node;
}

function carried(message) {
  if (message.photo) {
    const picture = element("img");
    const photo = message.photo.at(-1);
    picture.src = `/page/files/${photo.file_id}`;
    picture.alt = message.caption || say("photo");
    [picture.width, picture.height] = [photo.width, photo.height]; // keeps its place while it loads
    return outside(picture.src, "picture", picture);
  }
  if (message.document) {
    const { file_id, file_name, file_size } = message.document;
    const kind = file_name.includes(".") ? file_name.split(".").pop().slice(0, 4) : "·";
    return outside(
      `/page/files/${file_id}`, "document", element("span", "kind", kind),
      element("span", "", element("b", "", file_name), element("small", "", size(file_size))),
    );
  }
  if (message.sticker) return element("div", "", message.sticker.emoji);
  if (message.voice) return element("div", "", say("voiceSent"));
  if (message.location) return element("div", "", `${say("locationSent")} ${message.location.latitude}, ${message.location.longitude}`);
  if (message.contact) return element("div", "", `👤 ${message.contact.first_name} ${message.contact.phone_number}`);
  return null;
}

const summary = (message) => message.text || message.caption || message.document?.file_name || say("photo");

function quotedLine(message, acts) {
  const node = element("span", "quoted", element("strong", "", message.from.first_name), element("span", "", summary(message)));
  node.addEventListener("click", (event) => { event.stopPropagation(); acts.onQuoted(message.message_id); });
  return node;
}

function keys(message, acts) {
  const rows = message.reply_markup?.inline_keyboard || [];
  return element("div", "keys", ...rows.map((row) => element("div", "", ...row.map((key) => {
    const button = element("button", "", key.url ? `${key.text} ↗` : key.text);
    button.type = "button";
    button.addEventListener("click", () => acts.onKey(message, key, button));
    return button;
  }))));
}

export function bubble(message, acts) {
  if (message.migrate_to_chat_id || message.migrate_from_chat_id) return element("div", "notice", "⇄");
  const mine = message.from.id === acts.me;
  const stamp = element("span", "stamp", (message.edit_date ? `${say("edited")} ` : "") + clockTime(message.edit_date || message.date, acts.zone));
  const body = element("div", "bubble");
  if (acts.group && !mine) body.append(element("div", "author", message.from.first_name));
  if (message.forward_origin) body.append(element("div", "author", `${say("forwarded")} ${message.forward_origin.sender_user?.first_name || ""}`));
  if (message.reply_to_message) body.append(quotedLine(message.reply_to_message, acts));
  const file = carried(message);
  if (file) body.append(file);
  const words = message.text || message.caption;
  if (words) body.append(richText(words, message.entities || message.caption_entities || [], acts));
  body.append(stamp);
  body.addEventListener("click", () => { if (!String(getSelection())) acts.onChoose(message); });
  const node = element("div", mine ? "message mine" : "message", body);
  if (message.reply_markup) node.append(keys(message, acts));
  node.dataset.id = message.message_id;
  return node;
}
