// The page's own words, Chinese first; what people and the bot say is shown as it is.
const WORDS = {
  tagline: ["演示 · 本机运行，不连外网", "Demo · this machine only"],
  people: ["扮演谁", "Act as"],
  newcomer: ["新的人", "A new person"],
  add: ["添加", "Add"],
  nextMorning: ["下一个早晨 →", "Next morning →"],
  plusHour: ["+1 小时", "+1 hour"],
  plusWeek: ["+1 周", "+1 week"],
  type: ["写消息…", "Message"],
  send: ["发送", "Send"],
  attach: ["附上文件", "Attach a file"],
  menu: ["菜单", "Menu"],
  more: ["更多", "More"],
  begin: ["开始", "Start"],
  restart: ["重新启用机器人", "Restart the bot"],
  reply: ["回复", "Reply to"],
  editing: ["修改", "Editing"],
  edit: ["修改", "Edit"],
  edited: ["已修改", "edited"],
  actingAs: ["你现在是", "You are"],
  privateChat: ["私聊", "Private"],
  blocked: ["已停用机器人", "bot blocked"],
  notStarted: ["还没有打开过", "not started"],
  nobody: ["先在旁边添加一个人，再以他的身份说话。", "Add a person first, then speak as them."],
  emptyChat: ["这里还没有消息。\n点下面的“开始”，就像在手机上第一次打开机器人。", "Nothing here yet.\nPress Start below, as on a phone when one first opens the bot."],
  quietChat: ["这里还没有消息。", "Nothing here yet."],
  openAs: ["以谁的身份打开这个邀请？", "Open this invitation as whom?"],
  block: ["停用机器人", "Block the bot"],
  sticker: ["发一个表情 👍", "Send a sticker 👍"],
  voice: ["发一段语音", "Send a voice message"],
  location: ["发位置", "Send a location"],
  drop: ["松手即发送", "Drop to send"],
  photo: ["[图片]", "[picture]"],
  voiceSent: ["🎤 语音 0:03", "🎤 Voice 0:03"],
  locationSent: ["📍 位置", "📍 Location"],
  forwarded: ["转发自", "Forwarded from"],
  tour: ["三步上手", "Three steps"],
  as: ["以 {who} 的身份", "as {who}"],
  sendOffer: ["发送", "Send"],
  attachOffer: ["附上", "Attach"],
  language: ["English", "中文"],
  ok: ["知道了", "OK"],
  cancel: ["取消", "Cancel"],
  failed: ["没有办成：", "That did not work: "],
  lost: ["与沙盒的连接断了，正在重连…", "Lost the sandbox, reconnecting…"],
};

let english = new URLSearchParams(location.search).get("lang") === "en" || localStorage.language === "en";

export const isEnglish = () => english;

export function switchLanguage() {
  english = !english;
  localStorage.language = english ? "en" : "zh";
}

export function say(key, values = {}) {
  const words = WORDS[key][english ? 1 : 0];
  return words.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}
