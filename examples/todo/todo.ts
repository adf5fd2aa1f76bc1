/** A todo list: a keyed list, closures that know their item, a filter that a fresh page finds again. */

import { each, event, html, LiveView, type StateOf } from "@djust/live";

interface Todo {
  id: number;
  text: string;
  done: boolean;
}

type Filter = "all" | "open" | "done";
const FILTERS: readonly Filter[] = ["all", "open", "done"];

export class TodoList extends LiveView {
  /** Load the page again: the filter is still the one you chose. */
  static state = { fields: { filter: "session" } } satisfies StateOf<TodoList>;
  todos: Todo[] = [
    { id: 1, text: "Read what a patch does", done: true },
    { id: 2, text: "Pull the network cable and click on", done: false },
    { id: 3, text: "Open this page twice", done: false },
  ];
  draft = "";
  filter: Filter = "all";
  #next = 4;

  mount() {
    this.pageTitle = "Todo list";
  }

  @event
  add({ text }: { text: string }) {
    const trimmed = text.trim();
    this.draft = "";
    if (trimmed === "") return;
    this.todos.push({ id: this.#next++, text: trimmed, done: false });
  }

  toggle(todo: Todo) {
    const near = this.near(todo, "input");
    todo.done = !todo.done;
    if (!this.shown().includes(todo)) this.pushEvent("focus", near);
  }

  remove(todo: Todo) {
    const near = this.near(todo, ".remove");
    this.todos.splice(this.todos.indexOf(todo), 1);
    this.pushEvent("focus", near);
  }

  raise(todo: Todo, above: Todo | undefined) {
    if (!above) return;
    this.todos.splice(this.todos.indexOf(todo), 1);
    this.todos.splice(this.todos.indexOf(above), 0, todo);
  }

  shown(): Todo[] {
    return this.todos.filter((todo) =>
      this.filter === "all" || todo.done === (this.filter === "done")
    );
  }

  /** Where the keyboard goes on when this row leaves: in the next, in the last, or in the form. */
  near(todo: Todo, part: string): { on: string } {
    const shown = this.shown();
    const place = shown.indexOf(todo);
    const row = shown[place + 1] ?? shown[place - 1];
    return { on: row ? `#todo-${row.id} ${part}` : "[name=text]" };
  }

  render() {
    const shown = this.shown();
    const open = this.todos.filter((todo) => !todo.done).length;
    return html`
      <form class="row" dj-submit=${this.add}>
        <label class="grow">
          <span class="label">What is to be done?</span>
          <input name="text" value=${this.draft} autocomplete="off" maxlength="200">
        </label>
        <button class="primary">Add</button>
      </form>
      <div class="filters" role="group" aria-label="Show">
        ${FILTERS.map((filter) =>
          html`
            <button type="button" class="chip" aria-pressed=${this.filter === filter}
              dj-click=${() => this.filter = filter}>${filter}</button>
          `
        )}
      </div>
      <ul class="todos">
        ${each(shown, (todo) => todo.id, (todo, place) =>
          html`
            <li id="todo-${todo.id}" class=${{ done: todo.done }}>
              <label>
                <input type="checkbox" checked=${todo.done} dj-change=${() => this.toggle(todo)}>
                <span>${todo.text}</span>
              </label>
              <button type="button" class="quiet" aria-label="Move ${todo.text} up"
                aria-disabled=${place === 0}
                dj-click=${() => this.raise(todo, shown[place - 1])}>↑</button>
              <button type="button" class="quiet remove" aria-label="Remove ${todo.text}"
                dj-click=${() => this.remove(todo)}>×</button>
            </li>
          `)}
      </ul>
      <p class="hint" aria-live="polite">${open} of ${this.todos.length} open</p>
    `;
  }
}
