/**
 * Operations of form objects where no script runs: their buttons carry them as name and value, and
 * Enter still means the form's own button.
 */

import { OWN_FIELD } from "../../protocol/mod.ts";
import { escape } from "../../vdom/mod.ts";
import { type Control, type Edit, isSubmit } from "./controls.ts";

const OPERATION = /^[^.\s]+\.\w/;
const CLICK = /^dj-click(?:[.:]|$)/;
/** What a button of an operation says instead of its author. */
const OWN = /^(?:name|value|type|formnovalidate)$/;
/** What a submit button says of the submit. */
const TOLD = /^(?:name|value|form(?:action|enctype|method|novalidate|target))$/;

/** What changes in a form with these controls, whose first child stands at `at`. */
export function operations(controls: readonly Control[], at: number): Edit[] {
  const edits: Edit[] = [];
  for (const button of controls) {
    const operation = operationOf(button);
    if (operation === undefined) continue;
    const { kind, from, to, attributes } = button;
    const left = attributes.filter(({ name }) => !OWN.test(name)).map(({ written }) => written);
    // It asks something of what is not finished yet.
    const own = `name="${OWN_FIELD.operation}" value="${escape(operation)}" formnovalidate`;
    edits.push({ from, to, text: `<${[kind, ...left, own].join(" ")}>` });
  }
  const [first, ...rest] = controls.filter((one) => isSubmit(one) || operationOf(one));
  if (first && operationOf(first) !== undefined) {
    const own = rest.find((one) => operationOf(one) === undefined);
    const told = own?.attributes.filter(({ name }) => TOLD.test(name)) ?? [];
    // Browsers press the first button for who presses Enter in a control: one that nobody sees.
    const text = ["input type=submit hidden tabindex=-1", ...told.map(({ written }) => written)];
    edits.push({ from: at, to: at, text: `<${text.join(" ")}>` });
  }
  return edits;
}

/** What a button asks of a form object: `form.add {…}`; undefined for all others. */
function operationOf({ kind, attributes }: Control): string | undefined {
  const held = attributes.find(({ name }) => CLICK.test(name))?.value;
  return kind === "button" && held !== undefined && OPERATION.test(held) ? held : undefined;
}
