/** The list of all directives, by sections: what the server warns by, and the reference is made of. */

import { ELEMENTS, LINE, PEOPLE } from "./element_rows.ts";
import { FEEDBACK } from "./feedback_rows.ts";
import { MOMENTS, PACES } from "./event_rows.ts";
import { FORMS } from "./form_rows.ts";
import { MOTION } from "./motion_rows.ts";
import { OPTIMISM } from "./optimistic_rows.ts";
import type { DirectiveSection } from "./row.ts";

/** In the order of the reference. */
export const SECTIONS: readonly DirectiveSection[] = [
  PACES,
  MOMENTS,
  FEEDBACK,
  OPTIMISM,
  FORMS,
  ELEMENTS,
  MOTION,
  LINE,
  PEOPLE,
];
