/** The style sheet of transitions and pending changes: what a page's client adopts where it needs it. */

import { type Asset, assetOf } from "./assets.ts";

/**
 * In a layer, where `!important` beats what an app says without it: an element with a transition of
 * its own would not be seen to come or go. The time is the app's:
 * `--dj-transition`. With reduced motion the client puts none of these classes on.
 */
const CSS = `@layer djust {
.fade-enter-from, .fade-leave-to { opacity: 0 !important }
.slide-up-enter-from, .slide-up-leave-to {
  opacity: 0 !important;
  translate: 0 1rem !important;
}
.slide-down-enter-from, .slide-down-leave-to {
  opacity: 0 !important;
  translate: 0 -1rem !important;
}
.scale-enter-from, .scale-leave-to {
  opacity: 0 !important;
  scale: .95 !important;
}
:is(.fade-enter-to, .slide-up-enter-to, .slide-down-enter-to, .scale-enter-to) {
  transition: opacity var(--dj-transition, .2s) ease-out, translate var(--dj-transition, .2s)
    ease-out, scale var(--dj-transition, .2s) ease-out !important;
}
:is(.fade-leave-to, .slide-up-leave-to, .slide-down-leave-to, .scale-leave-to) {
  transition: opacity var(--dj-transition, .2s) ease-in, translate var(--dj-transition, .2s)
    ease-in, scale var(--dj-transition, .2s) ease-in !important;
}
.optimistic-pending { opacity: .65; cursor: progress; transition: opacity .15s }
.optimistic-pending .optimistic-pending { opacity: 1 }
.optimistic-error {
  outline: 2px solid var(--djust-wrong, #b3261e);
  outline-offset: 2px;
  animation: optimistic-error .4s;
}
@keyframes optimistic-error {
  15%, 55% { translate: -.3rem }
  35%, 75% { translate: .3rem }
}
@media (prefers-reduced-motion: reduce) {
  .optimistic-pending { transition: none }
  .optimistic-error { animation: none }
}
}
`;

/** The file that clients fetch: under any hash they get the current one. */
export const TRANSITIONS: Asset = assetOf("transitions", "css", CSS.replace(/\n\s*/g, " "));
