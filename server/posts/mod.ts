/**
 * Forms that come without the page's script: read, understood, and shown again.
 *
 * @module
 */

export { type Field, fieldsIn, type FormBody, type FormRefusal, readForm } from "./form_body.ts";
export { aboutText, formEvent, type OwnField, readOwnField, stateIn } from "./form_event.ts";
export { PageForms } from "./page_forms.ts";
export { shown, type ShownForm, submitterIn, type Written } from "./shown.ts";
