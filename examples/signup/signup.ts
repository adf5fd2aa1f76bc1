/** A form that the server validates: invalid params never reach the handler. */

import { event, html, LiveView } from "@djust/live";
import * as v from "valibot";

const Account = v.object({
  name: v.pipe(v.string(), v.trim(), v.minLength(2, "Please give at least two letters.")),
  email: v.pipe(
    v.string(),
    v.trim(),
    v.nonEmpty("Please give your e-mail address."),
    v.email("This is no e-mail address."),
  ),
  age: v.pipe(
    v.string(),
    v.trim(),
    v.nonEmpty("Please give your age."),
    v.transform(Number),
    v.integer("Please give a whole number."),
    v.minValue(16, "You have to be 16 or older."),
  ),
});

type Field = "name" | "email" | "age";
const FIELDS: readonly { name: Field; label: string; type: string; autocomplete: string }[] = [
  { name: "name", label: "Name", type: "text", autocomplete: "name" },
  { name: "email", label: "E-mail", type: "email", autocomplete: "email" },
  { name: "age", label: "Age", type: "number", autocomplete: "off" },
];

export class SignUp extends LiveView {
  welcomed = "";

  mount() {
    this.pageTitle = "Sign up";
  }

  @event({ params: Account })
  register({ name, email, age }: v.InferOutput<typeof Account>) {
    this.welcomed = `${name} (${age})`;
    this.putFlash("info", `We have written to ${email}.`);
    this.pushEvent("focus", { on: ".welcome" });
  }

  again() {
    this.welcomed = "";
    this.clearFlash();
    this.pushEvent("focus", { on: "[name=name]" });
  }

  render() {
    if (this.welcomed) {
      return html`
        <p class="welcome" tabindex="-1">Welcome, <b>${this.welcomed}</b>.</p>
        <button type="button" dj-click=${() => this.again()}>Another one</button>
      `;
    }
    return html`
      <form class="stack" dj-submit=${this.register} novalidate>
        ${FIELDS.map(({ name, label, type, autocomplete }) => {
          const [error] = this.errors[name] ?? [];
          return html`
            <div class="field">
              <label class="label" for=${name}>${label}</label>
              <input id=${name} name=${name} type=${type} autocomplete=${autocomplete} required
                aria-invalid=${error !== undefined} aria-describedby="${name}-error">
              <span class="error" id="${name}-error">${error}</span>
            </div>
          `;
        })}
        <button class="primary">Sign up</button>
      </form>
    `;
  }
}
