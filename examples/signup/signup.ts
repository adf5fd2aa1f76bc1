/** A sign-up in three steps: live validation, a name that is looked up, and people that are added. */

import { each, event, type Field, type Hole, html, LiveView, wizard } from "@djust/live";
import * as v from "valibot";

const text = (message: string) => v.pipe(v.string(), v.trim(), v.nonEmpty(message));

/** One thing at a time: what is empty is not too short or of a wrong form, too. */
const EARLY = { abortPipeEarly: true } as const;

const Account = v.object({
  name: v.config(
    v.pipe(text("Please give a name."), v.minLength(2, "Please give at least two letters.")),
    EARLY,
  ),
  email: v.config(
    v.pipe(text("Please give your e-mail address."), v.email("This is no e-mail address.")),
    EARLY,
  ),
});

const Team = v.object({
  people: v.pipe(
    v.array(v.object({
      name: text("Please give their name."),
      role: v.picklist(["editor", "reader"], "Please choose what they may do."),
    })),
    v.maxLength(5, "Five people at most."),
  ),
});

const Plan = v.object({
  plan: v.picklist(["free", "pro"], "Please choose a plan."),
  since: v.optional(v.pipe(v.string(), v.isoDate())),
  topics: v.array(v.string()),
  terms: v.pipe(v.boolean(), v.literal(true, "Please agree first.")),
});

const STEPS = { account: "Your account", team: "Your team", plan: "Your plan" } as const;
const NOBODY = { name: "", role: "editor" } as const;
const TAKEN = new Set(["ada", "grace", "linus"]);

/** Looks a name up, as a database would: it takes a while. */
function taken(name: string): Promise<boolean> {
  return new Promise((resolve) => setTimeout(() => resolve(TAKEN.has(name.toLowerCase())), 400));
}

export class SignUp extends LiveView {
  welcomed = "";
  form = wizard({
    steps: { account: Account, team: Team, plan: Plan },
    initial: { name: "", email: "", people: [NOBODY], topics: [], terms: false },
    words: {
      progress: (step, count, name) =>
        `Step ${step} of ${count}: ${STEPS[name as keyof typeof STEPS]}`,
    },
  }).check("name", async (name) => await taken(name) && `${name} is taken.`);

  mount() {
    this.pageTitle = "Sign up";
  }

  @event
  async register() {
    const account = await this.form.submit();
    if (!account) return;
    this.welcomed = account.name;
    this.putFlash("info", `We have written to ${account.email}.`);
    this.form.reset();
    this.pushEvent("focus", { on: ".welcome" });
  }

  @event
  again() {
    this.welcomed = "";
    this.clearFlash();
    this.pushEvent("focus", { on: "[name=name]" });
  }

  render() {
    const { form } = this;
    if (this.welcomed) {
      return html`
        <p class="welcome" tabindex="-1">Welcome, <b>${this.welcomed}</b>.</p>
        <button type="button" dj-click=${this.again}>Another one</button>
      `;
    }
    return html`
      <form class="stack" dj-form=${form} dj-submit=${this
        .register} aria-label="Sign up" novalidate>
        ${form.progress}
        <progress class="steps" max=${form.count} value=${form.index +
          1} aria-hidden="true"></progress>
        ${this.#step()}
        <p class="error" dj-error=${form}></p>
        <div class="row">
          <button class="primary">${form.isLast ? "Sign up" : "Next"}</button>
          ${form.isFirst ? null : html`<button dj-click=${form.back()}>Back</button>`}
        </div>
      </form>
    `;
  }

  #step() {
    switch (this.form.step) {
      case "account":
        return this.#account();
      case "team":
        return this.#team();
      case "plan":
        return this.#plan();
    }
  }

  #account() {
    const { name, email } = this.form.fields;
    return html`
      ${field("Name", name, html`<input dj-field=${name} autocomplete="username" required>`)}
      ${field(
        "E-mail",
        email,
        html`<input type="email" dj-field=${email} autocomplete="email" required>`,
      )}
      <p class="hint" role="status">${name.pending ? "Looking the name up…" : ""}</p>
    `;
  }

  #team() {
    const { people } = this.form.fields;
    return html`
      <ol class="people">${each(people.items, (person) => person.key, (person) => {
        const { name, role } = person.fields;
        return html`
          <li>
            ${field("Name", name, html`<input dj-field=${name} autocomplete="off">`)}
            ${field(
              "Role",
              role,
              html`
                <select
                  dj-field=${role}><option value="editor">Editor</option><option value="reader">Reader</option></select>
              `,
            )}
            <button dj-click=${person.move(0)} aria-label="To the top">↑</button>
            <button dj-click=${person.remove()} aria-label="Remove">×</button>
          </li>
        `;
      })}</ol>
      <p class="error" dj-error=${people}></p>
      <button dj-click=${people.add(NOBODY)}>Add a person</button>
    `;
  }

  #plan() {
    const { plan, since, topics, terms } = this.form.fields;
    return html`
      <fieldset>
        <legend>Plan</legend>
        <label class="choice"><input type="radio" dj-field=${plan} value="free"> Free</label>
        <label class="choice"><input type="radio" dj-field=${plan} value="pro"> Pro</label>
        <p class="error" dj-error=${plan}></p>
      </fieldset>
      ${field("From when (if not today)", since, html`<input type="date" dj-field=${since}>`)}
      <fieldset><legend>News about</legend>${["releases", "events", "jobs"].map((topic) =>
        html`<label class="choice"><input type="checkbox" dj-field=${
          topics.option(topic)
        }> ${topic}</label>`
      )}</fieldset>
      <label class="choice"><input type="checkbox" dj-field=${terms}> I agree to the terms</label>
      <p class="error" dj-error=${terms}></p>
    `;
  }
}

/** A control with its label and what is wrong with it. */
function field(label: string, field: Field<unknown>, control: Hole) {
  return html`
    <div class="field">
      <label class="label" dj-label=${field}>${label}</label>
      ${control}
      <span class="error" dj-error=${field}></span>
    </div>
  `;
}
