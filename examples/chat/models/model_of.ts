/** The choice of a model: one behind an address where the environment names one, else a script. */

import { ChatCompletions } from "./chat_completions.ts";
import type { Model } from "./model.ts";
import { Script } from "./script.ts";

/** The model that MODEL_URL, MODEL_KEY and MODEL_NAME say; without an address it is the script. */
export function modelOf(variable: (name: string) => string | undefined): Model {
  const url = variable("MODEL_URL");
  if (!url) return new Script();
  return new ChatCompletions({
    url,
    key: variable("MODEL_KEY"),
    name: variable("MODEL_NAME") ?? "gpt-4o-mini",
  });
}
