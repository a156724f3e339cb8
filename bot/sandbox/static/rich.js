// Text and its entities, as DOM nodes. Nothing people type is ever read as HTML.
const ELEMENTS = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre",
  blockquote: "blockquote", expandable_blockquote: "blockquote",
};

export function element(tag, className = "", ...children) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  node.append(...children);
  return node;
}

function link(href, onLink) {
  const node = element("a");
  const safe = /^(https?:|tg:|mailto:|tel:)/i.test(href);
  if (safe) node.href = href;
  node.target = "_blank";
  node.rel = "noreferrer noopener";
  node.addEventListener("click", (event) => {
    event.stopPropagation();
    if (onLink(href)) event.preventDefault();
  });
  return node;
}

function wrapper(entity, text, acts) {
  if (entity.type === "text_link") return link(entity.url, acts.onLink);
  if (entity.type === "url") return link(text, acts.onLink);
  if (entity.type === "spoiler") return element("span", "spoiler");
  if (entity.type === "bot_command") {
    const node = element("span", "command");
    node.addEventListener("click", (event) => { event.stopPropagation(); acts.onCommand(text); });
    return node;
  }
  return element(ELEMENTS[entity.type] || "span");
}

// JavaScript strings are UTF-16, and so are Telegram's offsets.
export function richText(text, entities, acts) {
  const build = (from, to, inside) => {
    const nodes = [];
    let at = from;
    while (inside.length) {
      const [first, ...rest] = inside;
      const end = Math.min(first.offset + first.length, to);
      const within = rest.filter((one) => one.offset < end);
      inside = rest.filter((one) => one.offset >= end);
      if (first.offset > at) nodes.push(text.slice(at, first.offset));
      const node = wrapper(first, text.slice(first.offset, end), acts);
      node.append(...build(first.offset, end, within));
      nodes.push(node);
      at = end;
    }
    if (at < to) nodes.push(text.slice(at, to));
    return nodes;
  };
  const sorted = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  const words = element("span", "words");
  words.append(...build(0, text.length, sorted));
  return words;
}
