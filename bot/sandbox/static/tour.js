// The tour for first visitors: steps from the sandbox, what is done kept in this browser.
import { ask } from "./asking.js";
import { element } from "./rich.js";
import { toast } from "./windows.js";
import { isEnglish, say } from "./words.js";

const $ = (id) => document.getElementById(id);
let setup = null;
let actAs = null; // chooses the person of that name and returns the id

const tourKey = () => `tour:${setup.state}`;
const tourState = () => JSON.parse(localStorage.getItem(tourKey()) || '{"open":true,"done":[]}');
const keepTour = (state) => localStorage.setItem(tourKey(), JSON.stringify(state));

export function drawTour() {
  const steps = setup.tour;
  const state = tourState();
  $("tour").hidden = !steps.length || !state.open;
  $("tour-open").hidden = !steps.length || state.open;
  const now = steps.findIndex((_, number) => !state.done.includes(number));
  $("tour-steps").replaceChildren(...steps.map((step, number) => {
    const offers = element("div", "offers");
    if (step.sample) offers.append(offer("attachOffer", step.sample, number, (who) => ask("sample", { person: who, step: number })));
    if (step.say) offers.append(offer("sendOffer", step.say, number, (who) => ask("say", { person: who, text: step.say })));
    const words = isEnglish() ? [step.title_en, step.text_en] : [step.title, step.text];
    const line = element("li", "", element("strong", "", words[0]), element("p", "", words[1]), offers);
    line.style.setProperty("--step", number + 1);
    line.classList.toggle("done", state.done.includes(number));
    line.classList.toggle("now", number === now);
    return line;
  }));
}

function offer(verb, what, number, doIt) {
  const step = setup.tour[number];
  const button = element("button", "", `${say(verb)}　${what}`);
  if (step.person) button.append(element("small", "", say("as", { who: step.person })));
  button.type = "button";
  button.addEventListener("click", async () => {
    try {
      await doIt(await actAs(step.person));
      const state = tourState();
      keepTour({ ...state, done: [...new Set([...state.done, number])] });
    } catch (error) {
      toast(say("failed") + error.message);
    }
    drawTour();
  });
  return button;
}

export function wireTour(told, choosing) {
  setup = told;
  actAs = choosing;
  const show = (open) => { keepTour({ ...tourState(), open }); drawTour(); };
  $("tour-open").addEventListener("click", () => show(true));
  $("tour-close").addEventListener("click", () => show(false));
}
