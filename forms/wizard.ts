/** Wizard: a form in steps, with the values of all of them in one object. */

import type { FieldEvent, FieldObject, StandardSchema } from "../server/view/mod.ts";
import { BOUND, type BoundAttributes, type BoundElement, type Child, html } from "../vdom/mod.ts";
import { hear } from "./events.ts";
import { checkFormOptions, checkSchema, FormBase, unknownOperation } from "./form_base.ts";
import { FormCore } from "./form_core.ts";
import type { FormData } from "./form_data.ts";
import { checkCall, type Operation } from "./operation.ts";
import type { StepsInput, StepsOutput, WizardOptions } from "./step_types.ts";
import { Steps, type StepSchemas } from "./steps.ts";
import type { FieldName, Initial } from "./typed_fields.ts";
import type { Group } from "./value_tree.ts";

/**
 * What a snapshot keeps of a wizard.
 *
 * @internal
 */
interface WizardData {
  readonly form: FormData;
  readonly step: number;
  readonly tried: readonly number[];
}

/**
 * A form in steps: made by {@linkcode wizard}.
 *
 * @category Forms
 */
export class Wizard<Schemas extends Readonly<Record<string, StandardSchema>>>
  extends FormBase<StepsInput<Schemas>>
  implements FieldObject {
  readonly #steps: Steps;
  /** Steps that somebody wanted to leave forward: their fields are used. */
  readonly #tried = new Set<number>();

  /** A wizard with these steps. */
  constructor({ steps, initial, ...options }: WizardOptions<Schemas>) {
    const all = new Steps(steps as StepSchemas);
    super(new FormCore("wizard", all.schema, (initial ?? {}) as Group, options));
    this.#steps = all;
  }

  /** The name of the step that is shown. */
  get step(): keyof Schemas & string {
    return this.#steps.name;
  }

  /** Which step is shown, from 0. */
  get index(): number {
    return this.#steps.index;
  }

  /** How many steps there are. */
  get count(): number {
    return this.#steps.names.length;
  }

  /** Whether the first step is shown. */
  get isFirst(): boolean {
    return this.#steps.index === 0;
  }

  /** Whether the last step is shown. */
  get isLast(): boolean {
    return this.#steps.isLast;
  }

  /** Where it is, in words: announced when the step changes. */
  get progress(): Child {
    const { index, name, names } = this.#steps;
    const text = this.core.words.progress(index + 1, names.length, name);
    return html`<p class="form-progress" role="status">${text}</p>`;
  }

  /** Goes to the next step, unless something is wrong with this one: the value of a `dj-click`. */
  next(): Operation {
    checkCall(this instanceof Wizard, "next()");
    return this.core.owner.operation("next");
  }

  /** Goes back a step, whatever stands in this one: the value of a `dj-click`. */
  back(): Operation {
    checkCall(this instanceof Wizard, "back()");
    return this.core.owner.operation("back");
  }

  /** Goes back to a step that was shown: the value of a `dj-click`. */
  to(step: keyof Schemas & string): Operation {
    checkCall(this instanceof Wizard, 'to("step")');
    return this.core.owner.operation("to", { at: step });
  }

  /**
   * Goes on: to the next step, where there is one and nothing is wrong; at the last it validates all
   * and gives what comes out of all schemas. Else undefined, and at a step with errors they are shown.
   */
  async submit(): Promise<StepsOutput<Schemas> | undefined> {
    const steps = this.#steps;
    if (!steps.isLast) {
      await this.#forward();
      return undefined;
    }
    const value = await this.#judge(true);
    if (value !== undefined) return value as StepsOutput<Schemas>;
    if (steps.wrongAt !== undefined && steps.wrongAt !== steps.index) {
      this.#show(steps.wrongAt);
      await this.core.validation.settle();
    }
    this.core.refuse();
    return undefined;
  }

  /** Says what else is wrong with a field, and shows the step that is given. */
  fail(
    name: FieldName<StepsInput<Schemas>>,
    message: string,
    { step }: { step?: keyof Schemas & string } = {},
  ): void {
    if (step !== undefined) this.#show(this.#steps.names.indexOf(step));
    this.core.fail(name, message);
    this.core.refuse();
  }

  /** All is as at the beginning, or begins with other values, at the first step. */
  reset(initial?: Initial<StepsInput<Schemas>>): void {
    this.#tried.clear();
    this.#steps.index = 0;
    this.core.reset(initial as Group | undefined);
  }

  /** The attributes of the form's element, in `dj-form`. */
  override [BOUND](element: BoundElement): BoundAttributes {
    const attributes = super[BOUND](element);
    const isForm = element.attribute === "dj-form";
    return isForm ? { ...attributes, "data-dj-step": this.#steps.name } : attributes;
  }

  /** See {@linkcode FieldObject}. */
  async event(event: FieldEvent): Promise<void> {
    const heard = hear(this.core, event);
    if (heard.type !== "other") return;
    const { operation, details: { at } } = heard;
    const { index, names } = this.#steps;
    if (operation === "next") await this.#forward();
    else if (operation === "back") this.#show(Math.max(0, index - 1));
    else if (operation === "to" && names.indexOf(String(at)) >= 0) {
      // Forward only step by step: each is judged.
      if (names.indexOf(String(at)) <= index) this.#show(names.indexOf(String(at)));
    } else throw unknownOperation(this.core, operation);
  }

  /** See {@linkcode FieldObject}. */
  snapshot(): WizardData {
    return { form: this.core.snapshot(), step: this.index, tried: [...this.#tried] };
  }

  /** See {@linkcode FieldObject}: the values of the steps that are not shown. */
  carried(): WizardData {
    return this.snapshot();
  }

  /** See {@linkcode FieldObject}. */
  restore({ form, step, tried }: WizardData): void {
    this.#steps.index = Math.min(Math.max(0, step), this.count - 1);
    for (const index of tried) this.#tried.add(index);
    this.core.restore(form);
  }

  async #forward(): Promise<void> {
    if (await this.#judge(false) === undefined) this.core.refuse();
    else if (!this.#steps.isLast) this.#show(this.#steps.index + 1);
  }

  /** What comes out of this step, or of all; undefined where something is wrong. */
  async #judge(isWhole: boolean): Promise<unknown> {
    const core = this.core;
    const steps = this.#steps;
    for (const index of isWhole ? steps.names.keys() : [steps.index]) this.#tried.add(index);
    core.submitted = true;
    core.forgive();
    steps.isWhole = isWhole;
    try {
      const checked = await core.validation.settle();
      await core.validation.lookAll();
      return checked?.type === "valid" && core.isValid ? checked.value : undefined;
    } finally {
      steps.isWhole = false;
    }
  }

  #show(index: number): void {
    this.#steps.index = index;
    this.core.submitted = this.#tried.has(index);
    this.core.validation.start();
  }
}

/**
 * A form in steps for a public field of a view. Back and forward keep all values; a step is left
 * forward only when its schema agrees.
 *
 * @example
 * ```ts
 * import { event, html, LiveView, wizard } from "@djust/live";
 * import { z } from "zod";
 *
 * class Order extends LiveView {
 *   order = wizard({
 *     steps: { who: z.object({ name: z.string().min(1) }), what: z.object({ tea: z.string().min(1) }) },
 *     initial: { name: "", tea: "" },
 *   });
 *   @event
 *   async save() {
 *     const order = await this.order.submit();
 *     if (order) this.putFlash("info", `${order.tea} for ${order.name}`);
 *   }
 *   render() {
 *     const { order } = this;
 *     const field = order.step === "who" ? order.fields.name : order.fields.tea;
 *     return html`<form dj-form=${order} dj-submit=${this.save}>
 *       ${order.progress}
 *       <input dj-field=${field} aria-label=${order.step}> <p dj-error=${field}></p>
 *       <button>${order.isLast ? "Order" : "Next"}</button>
 *       ${order.isFirst ? null : html`<button dj-click=${order.back()}>Back</button>`}
 *     </form>`;
 *   }
 * }
 * ```
 *
 * @category Forms
 */
export function wizard<Schemas extends Readonly<Record<string, StandardSchema>>>(
  options: WizardOptions<Schemas>,
): Wizard<Schemas> {
  const steps: unknown = options?.steps;
  if (typeof steps !== "object" || steps === null || Array.isArray(steps)) {
    throw new TypeError(
      "Cannot make a wizard: its steps are schemas by their names; " +
        "write wizard({ steps: { who: schema, what: schema } })",
    );
  }
  for (const schema of Object.values<StandardSchema>(options.steps)) checkSchema("wizard", schema);
  const { steps: _steps, initial: _initial, ...others } = options;
  checkFormOptions("wizard", others);
  return new Wizard(options);
}
