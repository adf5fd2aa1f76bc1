/**
 * What lies over the page until it is taken away, while patches go on below.
 *
 * A stage or a directive finds the overlays of its view in `trip.view.overlays`, `place.view.overlays`:
 *
 * ```ts ignore
 * const busy = overlays.put(button, "disabled", () => "");
 * const place = textPlaceOf(button);
 * const text = place && overlays.put(place, "", () => "Saving…");
 * const open = overlays.put(menu, ".open", () => "", { yields: true });
 * busy.drop(); // in `settled`: the page is written once all of the message is known
 * ```
 *
 * Spots are `""` for a text, `".token"` of a class, `":property"` of a style, `"="` for what a control
 * shows, or the name of an attribute.
 *
 * @module
 */

export { type Change, type Overlaid, type Overlay, Overlays } from "./overlays.ts";
export { CONTROL, type Shown, type Spot, textPlaceOf } from "./spot.ts";
