// Asking the sandbox; `act` shows what went wrong instead of raising it.
import { toast } from "./windows.js";
import { say } from "./words.js";

export async function ask(path, body) {
  const options = body instanceof FormData
    ? { method: "POST", body }
    : body && { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  const answer = await fetch(`/page/${path}`, options || {});
  const told = await answer.json();
  if (!answer.ok) throw new Error(told.error);
  return told;
}

export async function act(path, body) {
  try {
    return await ask(path, body);
  } catch (error) {
    toast(say("failed") + error.message);
    return null;
  }
}
