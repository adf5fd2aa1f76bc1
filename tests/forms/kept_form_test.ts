/** Form objects in snapshots: what comes back after a process went, and what is never kept. */

import assert from "node:assert/strict";
import { z } from "zod";
import { each, event, form, html, LiveView, wizard } from "../../mod.ts";
import { Instance } from "../../server/instance/instance.ts";
import { memoryState } from "../../server/world/state/memory_state.ts";
import { adopted, factsFor, FakeWorld, named, seen, takenFrom } from "../kit/instance_kit.ts";

const Account = z.object({
  name: z.string().min(2, "Short."),
  secret: z.string(),
  tags: z.array(z.object({ label: z.string() })),
});

class SignUp extends LiveView {
  form = form(Account, { name: "", secret: "", tags: [{ label: "a" }, { label: "b" }] });
  steps = wizard({
    steps: { who: z.object({ who: z.string() }), what: z.object({ what: z.string() }) },
    initial: { who: "", what: "" },
  });
  @event
  async save() {
    await this.form.submit();
    this.form.fail("name", "is taken");
  }
  render() {
    const { name, secret, tags } = this.form.fields;
    return html`<form dj-form=${this.form} dj-submit=${this.save}>
      <input dj-field=${name}><p dj-error=${name}></p><input type="password" dj-field=${secret}>
      ${each(tags.items, (tag) => tag.key, (tag) => html`<input dj-field=${tag.fields.label}>`)}
      <i>${String(this.form.dirty)} ${this.steps.step}</i></form>`;
  }
}

Deno.test("a form comes back from a snapshot as it was: values, keys, errors, step, and no secret", async () => {
  const world = new FakeWorld();
  world.state = memoryState({ now: () => world.now() });
  const { instance } = await adopted(SignUp, world);
  const told = {
    djustObject: "form",
    ...{ name: "A", secret: "hidden", tags: { 0: { label: "a" }, 1: { label: "B" } } },
  };
  instance.receive(named("form.input", told));
  instance.receive(named('form.remove {"~path":"tags.0"}'));
  instance.receive(named('form.add {"~path":"tags","~item":{"label":"new"}}'));
  instance.receive(named("steps.next {}", { who: "x" }));
  instance.receive(named("save", { ...told, djustObject: "form", tags: {} }));
  await world.clock.settled();
  await instance.drain();
  const snapshot = await takenFrom(world.state, instance.token, 1);
  assert(snapshot);
  assert.doesNotMatch(JSON.stringify(snapshot), /hidden/);
  const next = new Instance(SignUp, world);
  const restored = { ...snapshot, token: instance.token, seen: seen(0) };
  assert.equal((await next.mount(factsFor({ restored }), "join")).type, "mounted");
  const page = next.painted().content;
  assert.match(page, /name="name" value="A" aria-invalid="true"/);
  assert.match(page, /Short\. is taken/);
  assert.match(page, /name="tags\[1\]\[label\]" value="B"/);
  assert.match(page, /name="tags\[2\]\[label\]" value="new"/);
  assert.doesNotMatch(page, /tags\[0\]/);
  assert.match(page, /true<!--]--> <!--\[-->what/);
});

Deno.test("details of operations that are none do nothing, whatever they are", async () => {
  const { instance, world, outlet } = await adopted(SignUp);
  const wrong = ["form.add", "form.add {", 'form.add {"~path":1}', 'form.add {"~path":""}']
    .concat(['form.move {"~path":"tags.0","~at":"x"}', 'form.remove {"~path":"__proto__.x"}']);
  for (const name of wrong) instance.receive(named(name, { djustObject: "form" }));
  await world.clock.settled();
  assert.doesNotMatch(outlet.sent.join(), /tags|name=/);
  assert.equal(instance.received, wrong.length);
});
