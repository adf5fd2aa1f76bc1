/** A block: one rendered template in the tree. */

import type { Content } from "../../protocol/mod.ts";
import { advise, type Plan, planIn, type Scope, type Slot, Template } from "../template/mod.ts";
import { diffValues } from "./diff.ts";
import { findInside } from "./find.ts";
import type { Found, NodeObject, Place } from "./node.ts";
import type { Painter } from "./paint.ts";
import { checkPlan, settleInto } from "./settle_into.ts";
import type { Writer } from "./write.ts";

/** One rendered template. Its values are what the page shows, and its handlers. */
export class Block implements NodeObject {
  readonly plan: Plan;
  /** The number both sides know it by; 0 until it was painted or written. */
  id = 0;
  values: unknown[];
  /** The key that JSX gave to a component. */
  readonly key: unknown;

  constructor(plan: Plan, values: unknown[], key: unknown) {
    this.plan = plan;
    this.values = values;
    this.key = key;
  }

  /** See {@link NodeObject}. */
  diff(next: object, _slot: Slot, _block: number, writer: Writer): boolean {
    if (!(next instanceof Template) || !this.#isContinuedBy(next)) return false;
    diffValues(this.plan, this.id, this.values, 0, next.values, writer);
    return true;
  }

  /** See {@link NodeObject}. */
  write(writer: Writer): Content {
    this.id = writer.number();
    return writer.block(this.plan, this.values, 0);
  }

  /** See {@link NodeObject}. */
  paint(painter: Painter): string {
    this.id = painter.number();
    return painter.block(this.plan, this.values, 0);
  }

  /** See {@link NodeObject}. */
  find(block: number, place: Place): Found | undefined {
    const { plan, values } = this;
    if (this.id === block) return { ...place, plan, values, start: 0, node: this, row: undefined };
    return findInside(block, { plan, values, start: 0 }, { id: this.id, owner: place.owner });
  }

  /** Same template, and the same key where it has one. */
  #isContinuedBy(next: Template): boolean {
    const { plan } = this;
    if (plan.statics !== next.statics || !Object.is(this.key, next.key)) return false;
    const hole = plan.keyHole;
    return hole < 0 || Object.is(this.values[hole], next.values[hole]);
  }
}

/** A block from a template; checks that it may stand there. */
export function growBlock(template: Template, slot: Slot, scope: Scope): Block {
  const plan = planIn(template.statics, slot);
  checkPlan(plan, slot, scope);
  if (scope.development) advise(plan, template.values, slot, scope);
  // A copy: the user may keep the template and use it again.
  const values = template.values.slice();
  settleInto(values, 0, plan, values, scope);
  return new Block(plan, values, template.key);
}
