/** A part of a page that a test can use, by selectors: all of it, or one view in it. */

import type { ManualClock } from "./clock.ts";
import type { Control } from "./controls.ts";
import { errorsIn, FormHand, formNamed } from "./form_hand.ts";
import type { FormValue, Hand } from "./hand.ts";
import { paceOf } from "./pace.ts";
import { scroll } from "./scrolling.ts";
import { PageSight } from "./sight.ts";

/**
 * What a test does in a page, or in a view in it. Every action waits until all that it sent is
 * answered and in the page, and takes 20 ms of the page's clock.
 *
 * @category Testing
 */
export abstract class TestPart extends PageSight {
  /**
   * What acts in it.
   *
   * @internal
   */
  protected abstract hand(act: string): Hand;
  /** See {@link TestPage.clock}. */
  abstract get clock(): ManualClock;
  /** See {@link TestPage.settled}. */
  abstract settled(): Promise<void>;

  /**
   * Clicks an element, which takes the focus if it can. A checkbox or radio changes, a label clicks
   * its control, a submit button submits its form, a link leads away.
   */
  async click(selector: string): Promise<void> {
    this.hand(`click "${selector}"`).click(this.element(selector));
    await this.settled();
  }

  /**
   * Types into a control in place of what stood there, or chooses an option by its value. Then time
   * passes until its `dj-debounce` lets go; `"blur"` waits until the control is left, by
   * {@link TestPage.blur} or for another one.
   */
  async type(selector: string, text: string): Promise<void> {
    const control = this.element(selector) as Control;
    const hand = this.hand(`type into "${selector}"`);
    if (control.localName === "select") {
      hand.choose(control, [text]);
      await this.clock.move(Math.max(paceOf(control, "input"), paceOf(control, "change")));
    } else {
      hand.write(control, text);
      await this.clock.move(paceOf(control, "input"));
      hand.commit(control);
      await this.clock.move(paceOf(control, "change"));
    }
    await this.settled();
  }

  /** Leaves the control that has the focus, as a click beside it does. */
  async blur(): Promise<void> {
    this.hand("blur").focus(undefined);
    await this.settled();
  }

  /** Presses a key on an element, which takes the focus if it can. It writes no text. */
  async press(selector: string, key: string): Promise<void> {
    this.hand(`press "${key}" on "${selector}"`).press(this.element(selector), key);
    await this.settled();
  }

  /**
   * Fills in a form by the names of its controls, then submits it by its first submit button.
   * A checkbox takes `true`, `false` or its value, several of a name take a list of values. A number
   * is written as its digits: forms send texts.
   */
  async submit(
    selector: string,
    values: Readonly<Record<string, FormValue>> = {},
  ): Promise<void> {
    const form = this.element(selector);
    const hand = this.hand(`submit "${selector}"`);
    for (const [name, value] of Object.entries(values)) hand.fill(form, name, value);
    hand.submit(form);
    await this.settled();
  }

  /**
   * A form by what a visitor calls it: its label, its heading, or its button.
   * `await page.form("Sign up").fill({ name: "Ada" }).submit()` also tells live validation of what is
   * typed; `.done()` in place of `.submit()` only fills it in.
   */
  form(name: string): FormHand {
    return new FormHand(name, {
      form: () => formNamed(this.root, name),
      hand: (act) => this.hand(act),
      typed: async (controls) => {
        const waits = controls.flatMap((one) => [paceOf(one, "input"), paceOf(one, "change")]);
        await this.clock.move(Math.max(0, ...waits));
        await this.settled();
      },
      settled: () => this.settled(),
    });
  }

  /** What the page says is wrong with a control, by its name: the text that describes it. */
  errorsOf(name: string): string[] {
    return errorsIn(this.root, name);
  }

  /**
   * The visitor scrolls to an element: it is in sight, for `dj-viewport` on it. The last child of a
   * list with `dj-viewport-bottom` is its end, the first of one with `dj-viewport-top`.
   */
  async scrollTo(selector: string): Promise<void> {
    await this.#scroll(selector, true);
  }

  /** The visitor scrolls on: an element that was in sight is not, for `dj-viewport.leave`. */
  async scrollAway(selector: string): Promise<void> {
    await this.#scroll(selector, false);
  }

  /** Fires any event at an element, and nothing else that a browser would make of it. */
  async fire(
    selector: string,
    type: string,
    detail: Readonly<Record<string, unknown>> = {},
  ): Promise<void> {
    if (/^viewport\b/.test(type)) {
      throw new Error(
        `Cannot fire "${type}" at "${selector}": no browser knows such an event; ` +
          `write scrollTo("${selector}"), or scrollAway("${selector}")`,
      );
    }
    this.hand(`fire "${type}" at "${selector}"`).fire(this.element(selector), type, detail);
    await this.settled();
  }

  async #scroll(selector: string, isSeen: boolean): Promise<void> {
    if (!scroll(this.element(selector), isSeen)) {
      throw new Error(
        `Cannot scroll ${isSeen ? "to" : "away from"} "${selector}": nothing hears of it; ` +
          `write dj-viewport on it, or dj-viewport-top or dj-viewport-bottom on the list around it`,
      );
    }
    await this.settled();
  }
}
