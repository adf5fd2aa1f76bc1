/** Lifecycle of a view and its extensions: mounts, calls at connects, and the calls of their end. */

import { isThenable } from "../../platform/mod.ts";
import type { TerminateReason } from "../../world/mod.ts";
import type { MountContext } from "./mount_context.ts";
import type { RunningView } from "./running_view.ts";

/** A call, under the name that stands in the log. */
interface Named {
  readonly name: string;
  run(): unknown;
}

/** Mounts the extensions one after the other, then the view. Throws, or rejects, where one does. */
export function mounted(running: RunningView, context: MountContext): unknown {
  const { view } = running;
  return running.extensions ? mountedAll(running, context) : view.mount?.(context);
}

/** When a socket adopts the instance: before all that waits. */
export function connected(running: RunningView): void {
  for (const { name, run } of callsOf(running, "connected").reverse()) {
    running.mailbox.callFirst(name, run);
  }
}

/** When the line goes: also between the awaits of a handler. Whether there was something to call. */
export function disconnected(running: RunningView): boolean {
  const calls = callsOf(running, "disconnected");
  for (const { name, run } of calls) running.callBeside(name, run);
  return calls.length > 0;
}

/** When the line is back: in its turn. */
export function reconnected(running: RunningView): void {
  for (const { name, run } of callsOf(running, "reconnected")) running.mailbox.call(name, run);
}

/** After a render. What is thrown is told to the log alone: the page is as it should be. */
export function rendered({ view, extensions, reporter }: RunningView): void {
  for (const extension of extensions?.atRender ?? []) {
    try {
      extension.rendered(view);
    } catch (error) {
      reporter.failed(`rendered of "${extension.name}"`, error, "handler");
    }
  }
}

/** At the end: the view's own last words, its objects, then its extensions, the last mounted first. */
export function ended(running: RunningView, reason: TerminateReason): unknown[] {
  const { view, reached } = running;
  const told = [running.call("terminate", () => view.terminate?.(reason))];
  running.objects.end();
  for (const extension of [...reached].reverse()) {
    const name = `ended of "${extension.name}"`;
    told.push(running.call(name, () => extension.ended?.(view, reason)));
  }
  return told.filter((outcome) => isThenable(outcome));
}

async function mountedAll(running: RunningView, context: MountContext): Promise<void> {
  const { view, extensions, reached } = running;
  for (const extension of extensions?.all ?? []) {
    reached.push(extension);
    try {
      const mounted = extension.mount?.(view, context);
      if (isThenable(mounted)) await mounted;
    } catch (cause) {
      throw new Error(
        `Cannot mount "${view.constructor.name}": its extension "${extension.name}" failed`,
        { cause },
      );
    }
    if (context.detour || running.isEnded) return;
  }
  await view.mount?.(context);
}

function callsOf(
  { view, reached }: RunningView,
  member: "connected" | "disconnected" | "reconnected",
): Named[] {
  const calls: Named[] = [];
  for (const extension of reached) {
    if (!extension[member]) continue;
    calls.push({
      name: `${member} of "${extension.name}"`,
      run: () => extension[member]?.(view),
    });
  }
  if (view[member]) calls.push({ name: member, run: () => view[member]?.() });
  return calls;
}
