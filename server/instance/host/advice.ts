/** Advice about a running view, in development: what it asks for at the wrong time, or in vain. */

import type { Settled } from "../../view/mod.ts";
import type { Keeping } from "./keeping.ts";

/** Says that a render asked for what only mounts and handlers should. */
export function adviseRender({ world, reporter }: Keeping, member: string): void {
  if (!world.development) return;
  reporter.warn(
    `${member}() was called by render(), which runs after every message: ` +
      `call it in mount() or a handler`,
    "render-acts",
  );
}

/** Says that nobody takes what a subscription brings. */
export function adviseSubscription(
  { world, reporter, view, extensions }: Keeping,
  topic: string,
): void {
  if (!world.development || view.handleInfo || extensions?.atMessage.length) return;
  reporter.warn(
    `subscribe(${JSON.stringify(topic.slice(0, 60))}) brings messages that nobody takes: ` +
      `"${view.constructor.name}" has no handleInfo(message); write one`,
    "deaf-subscription",
  );
}

/** Says that no answer stays open for what the first paint waits for. */
export function adviseAwaited({ world, reporter }: Keeping, field: string): void {
  if (!world.development) return;
  reporter.warn(
    `assignAsync("${field}", …, { await: true, late: true }) is not late: the first paint waits for ` +
      `it; leave one of the two out`,
    "late-part",
  );
}

/** Says that nobody takes what a task came to. */
export function adviseResult(
  { world, reporter, view, extensions }: Keeping,
  name: string,
  settled: Settled,
): void {
  if (!world.development || view.handleInfo || extensions?.atMessage.length) return;
  if (!settled.ok || settled.result === undefined) return;
  reporter.warn(
    `startAsync(${JSON.stringify(name.slice(0, 60))}) came to a result that nobody takes: ` +
      `"${view.constructor.name}" has no handleInfo(message); write one, or set a field in the task`,
    "deaf-subscription",
  );
}

/** Says that a view's mailbox is full. */
export function mailboxFull({ view, mailbox }: Keeping, what: string): string {
  return `Cannot send ${what} to "${view.constructor.name}": ` +
    `${mailbox.length} wait in its mailbox already`;
}
