import assert from "node:assert/strict";
import { seedFrom } from "../../tests/seed.ts";
import type { Plan } from "../template/value/plan.ts";
import { planOf } from "../template/plans/plans.ts";
import { FRESH, Rows } from "./rows.ts";

const PLANS: readonly Plan[] = [
  planOf(["<li>", "</li>"], 0),
  planOf(["<li title=", ">", "</li>"], 0),
  planOf(["<li>x</li>"], 0),
];

/** A row as a model keeps it. */
interface Row {
  readonly plan: Plan;
  readonly values: readonly unknown[];
}

function add(rows: Rows, { plan, values }: Row): void {
  const index = rows.add(plan);
  values.forEach((value, i) => rows.holder(index)[rows.start(index) + i] = value);
}

const read = (rows: Rows): Row[] =>
  Array.from({ length: rows.length }, (_, i) => ({ plan: rows.planAt(i), values: rows.copy(i) }));

Deno.test("Rows keeps all values in one array while all rows have one plan", () => {
  const rows = new Rows();
  rows.reserve(2);
  for (const value of ["a", "b"]) add(rows, { plan: PLANS[0] as Plan, values: [value] });
  assert.equal(rows.holder(0), rows.holder(1));
  assert.deepEqual(rows.holder(0), ["a", "b"]);
  add(rows, { plan: PLANS[1] as Plan, values: ["t", "c"] });
  assert.notEqual(rows.holder(0), rows.holder(1));
  assert.equal(rows.plan, undefined);
  assert.deepEqual(read(rows).map(({ values }) => values), [["a"], ["b"], ["t", "c"]]);
});

Deno.test("Rows holds what an array of rows would hold, whatever is done to it", () => {
  const random = seedFrom("rows_test");
  let count = 0;
  for (let round = 0; round < 400; round++) {
    // Mostly one plan, as lists have.
    const plans = random.chance(0.5) ? [random.pick(PLANS)] : PLANS;
    const fresh = (): Row => {
      const plan = random.pick(plans);
      return { plan, values: plan.slotOf.map(() => count++) };
    };
    const rows = new Rows();
    let model: Row[] = [];
    for (let step = 0; step < 8; step++) {
      const end = random.integer(0, model.length);
      const start = random.integer(0, end);
      if (random.chance(0.3) && model.length > 0) {
        const index = random.integer(0, model.length - 1);
        const row = fresh();
        rows.replace(index, row.plan, [...row.values]);
        model[index] = row;
      } else {
        const old = random.shuffle(model.slice(start, end).map((_, i) => start + i));
        const source = random.shuffle([
          ...old.slice(0, random.integer(0, old.length)),
          ...Array.from({ length: random.integer(0, 4) }, () => FRESH),
        ]);
        const news = source.map((from) => from === FRESH ? fresh() : model[from] as Row);
        const added = new Rows();
        news.forEach((row, i) => source[i] === FRESH && add(added, row));
        rows.splice(start, end, rows.pick(source, added));
        model = [...model.slice(0, start), ...news, ...model.slice(end)];
      }
      assert.deepEqual(read(rows), model);
      if (new Set(model.map(({ plan }) => plan)).size === 1 && plans.length === 1) {
        assert.equal(rows.plan, plans[0]);
      }
    }
  }
});
