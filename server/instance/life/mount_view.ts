/** Brings a view to life: constructs it, mounts it, waits for it no longer than allowed. */

import { LateMarks, type Painted } from "../../frame/mod.ts";
import { isThenable } from "../../platform/mod.ts";
import {
  assignFields,
  bindView,
  checkState,
  declaredState,
  lonelyMembers,
  nearMisses,
  objectsOf,
  pacedTwice,
  registryOf,
  type ViewClass,
} from "../../view/mod.ts";
import {
  type MountFacts,
  type MountOutcome,
  type Restored,
  within,
  type World,
} from "../../world/mod.ts";
import { restoreData } from "./extension_data.ts";
import { mounted } from "./lifecycle.ts";
import { adviseLate } from "./late_paint.ts";
import { RunningView, type RunningViewOptions } from "./running_view.ts";
import { rememberedOf } from "./remembered.ts";
import { MountContext } from "./mount_context.ts";

/** What a mount needs. */
export interface MountingOptions {
  readonly world: World;
  readonly facts: MountFacts;
  readonly how: "paint" | "join";
  /** The rest of what the running view is told. */
  readonly running: Pick<
    RunningViewOptions,
    "id" | "extensions" | "page" | "place" | "viewsChanged" | "grown" | "changed" | "stuck"
  >;
  /** Called as soon as the view exists: from then on it may have to be ended. */
  readonly born: (running: RunningView) => void;
}

/** What a mount came to, with the first render where there is one. */
export type Mounting =
  | { outcome: Extract<MountOutcome, { type: "mounted" }>; painted: Painted }
  | { outcome: Exclude<MountOutcome, { type: "mounted" }> };

/** Mounts a view and renders it for the first time. Never rejects. */
export async function mountView(View: ViewClass, options: MountingOptions): Promise<Mounting> {
  const { world, facts, how, born } = options;
  const context = new MountContext(facts, how);
  let running: RunningView;
  try {
    const view = new View();
    running = new RunningView(view, { ...options.running, world, facts, context });
    born(running);
    // What is asked of the views of routes at the start.
    if (running.page) checkState(View);
    if (world.development) adviseClass(running, View);
    bindView(view, running.host);
    running.objects.bind();
    const remembered = running.remembered = rememberedOf(running);
    if (remembered) context.remembered = await remembered.read();
    if (running.isEnded) throw new Error(`Cannot mount "${View.name}": it ended meanwhile`);
    const mounting = mounted(running, context);
    if (isThenable(mounting) || running.host.held()) await settled(mounting, running, View.name);
    if (running.isEnded) throw new Error(`Cannot mount "${View.name}": it ended meanwhile`);
    // What mount() has put into fields.
    if (!context.detour) running.objects.bind();
    remembered?.mounted();
  } catch (error) {
    return { outcome: { type: "failed", error, phase: "mount" } };
  }
  const { detour } = context;
  if (detour) {
    if (detour.type === "notFound") return { outcome: detour };
    return { outcome: { ...detour, flash: running.flash.carried } };
  }
  try {
    if (facts.restored) restore(running, facts.restored);
    running.host.mounted();
    running.context = undefined;
    if (how === "paint" && running.host.late && running.page) adviseLate(running, "embedded");
    else if (how === "paint" && running.host.late) {
      running.renderer.regions = new LateMarks(world.random(6));
      running.host.late.holdLate();
    }
    const painting = running.renderer.paint();
    const painted = isThenable(painting) ? await painting : painting;
    if (running.isEnded) throw new Error(`Cannot render "${View.name}": it ended meanwhile`);
    return { outcome: { type: "mounted", ...context.answer }, painted };
  } catch (error) {
    return { outcome: { type: "failed", error, phase: "render" } };
  }
}

/** The state of a snapshot, in place of what `mount` has made. */
function restore(running: RunningView, { fields, objects, extensions }: Restored): void {
  assignFields(running.view, fields);
  running.objects.restore(objectsOf(running.view), objects ?? {});
  restoreData(running, extensions ?? {});
}

/** Says which members are nearly those that somebody calls, and which wait for a mixin. */
function adviseClass(
  { reporter, view, extensions, page, world }: RunningView,
  View: ViewClass,
): void {
  for (const miss of nearMisses(View, extensions?.hooks, Object.keys(view))) {
    reporter.warn(miss, "lifecycle-name");
  }
  const [kept] = declaredState(View).session;
  if (page && kept !== undefined && !world.state?.sessions) {
    reporter.warn(
      `"${kept}" of "${View.name}" has session scope, and nothing keeps it: give live() a { state: … } ` +
        `that has "sessions"`,
      "kept-state",
    );
  }
  for (const lonely of lonelyMembers(View, extensions?.hooks, view)) {
    reporter.warn(lonely, "missing-mixin");
  }
  for (const twice of pacedTwice(registryOf(View))) reporter.warn(twice, "paced-twice");
}

/** Waits for the mount, then for what the paint waits for: both have the time of one. */
async function settled(mounting: unknown, running: RunningView, name: string): Promise<void> {
  const { world, host, reporter } = running;
  const { mount } = world.limits;
  const end = world.now() + mount;
  const late = (): Error =>
    new Error(
      `Cannot mount "${name}": it took over ${mount} ms; ` +
        `load with assignAsync(), or raise "limits.mount"`,
    );
  if (isThenable(mounting)) await within(mounting, mount, { world, late });
  const held = host.held();
  if (!held || running.context?.detour) return;
  try {
    await within(held, Math.max(end - world.now(), 1), { world, late });
  } catch {
    reporter.warn(
      `"${name}" is painted without what it loads with "await": it took over ${mount} ms; give ` +
        `assignAsync() a "timeout" below that, or raise "limits.mount"`,
      "async-await",
    );
  }
}
