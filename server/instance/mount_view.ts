/** Brings a view to life: constructs it, mounts it, waits for it no longer than allowed. */

import type { Painted } from "../frame/mod.ts";
import { isThenable } from "../platform/mod.ts";
import { assignFields, bindView, type ViewClass } from "../view/mod.ts";
import { type MountFacts, type MountOutcome, within, type World } from "../world/mod.ts";
import { Life, type LifeOptions } from "./running_view.ts";
import { MountContext } from "./mount_context.ts";

/** What a mount needs. */
export interface MountingOptions {
  readonly world: World;
  readonly facts: MountFacts;
  readonly how: "paint" | "join";
  /** The rest of what the view's life is told. */
  readonly life: Pick<LifeOptions, "id" | "changed" | "stuck">;
  /** Called as soon as the view exists: from then on it may have to be ended. */
  readonly born: (life: Life) => void;
}

/** What a mount came to, with the first render where there is one. */
export type Mounting =
  | { outcome: Extract<MountOutcome, { type: "mounted" }>; painted: Painted }
  | { outcome: Exclude<MountOutcome, { type: "mounted" }> };

/** Mounts a view and renders it for the first time. Never rejects. */
export async function mountView(View: ViewClass, options: MountingOptions): Promise<Mounting> {
  const { world, facts, how, born } = options;
  const context = new MountContext(facts, how);
  let life: Life;
  try {
    const view = new View();
    life = new Life(view, { ...options.life, world, facts, context });
    born(life);
    bindView(view, life.host);
    const mounted = view.mount?.(context);
    if (isThenable(mounted) || life.host.held()) await settled(mounted, life, View.name);
    if (life.isEnded) throw new Error(`Cannot mount "${View.name}": it ended meanwhile`);
  } catch (error) {
    return { outcome: { type: "failed", error, phase: "mount" } };
  }
  const { detour } = context;
  if (detour) {
    if (detour.type === "notFound") return { outcome: detour };
    return { outcome: { ...detour, flash: life.flash.state } };
  }
  try {
    if (facts.restored) assignFields(life.view, facts.restored.fields);
    life.context = undefined;
    const painted = life.renderer.paint();
    return { outcome: { type: "mounted", ...context.answer }, painted };
  } catch (error) {
    return { outcome: { type: "failed", error, phase: "render" } };
  }
}

async function settled(mounted: unknown, life: Life, name: string): Promise<void> {
  const { world } = life;
  const { mount } = world.limits;
  const wait = async (): Promise<void> => {
    await mounted;
    await life.host.held();
  };
  const late = (): Error =>
    new Error(
      `Cannot mount "${name}": it took over ${mount} ms; ` +
        `load with assignAsync(), or raise "limits.mount"`,
    );
  await within(wait(), mount, { world, late });
}
