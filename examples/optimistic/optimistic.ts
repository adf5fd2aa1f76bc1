/** Before the answer: a list whose server takes its time, and a stock that it lets nobody overdraw. */

import { each, event, html, LiveView, optimistic } from "@djust/live";

interface Todo {
  id: number;
  text: string;
  done: boolean;
}

/** A slow database. */
const slowly = () => new Promise((resolve) => setTimeout(resolve, 500));

export class Optimistic extends LiveView {
  todos: Todo[] = [
    { id: 1, text: "Tick this: it is done at once", done: false },
    { id: 2, text: "The server says so half a second later", done: true },
    { id: 3, text: "Take this out", done: false },
  ];
  left = 3;
  isPublic = false;

  mount() {
    this.pageTitle = "Before the answer";
  }

  async toggle(todo: Todo) {
    await slowly();
    todo.done = !todo.done;
  }

  async remove(todo: Todo) {
    await slowly();
    this.todos = this.todos.filter((one) => one !== todo);
  }

  @event
  async take() {
    await slowly();
    if (this.left > 0) this.left--;
    else this.putFlash("error", "Nothing is left.", { ms: 4_000 });
  }

  @event
  async put() {
    await slowly();
    this.left++;
  }

  /** Whatever is asked: it stays private. */
  @optimistic
  async share(_: { value: boolean }) {
    await slowly();
  }

  render() {
    return html`
      <h2 class="stack-top">A list</h2>
      <ul class="todos">
        ${each(this.todos, (todo) => todo.id, (todo) =>
          html`
            <li dj-target dj-bind.data-done="done" data-done=${String(todo.done)}>
              <label>
                <input type="checkbox" checked=${todo.done} dj-bind="done"
                  dj-optimistic="done:!done" dj-change=${() => this.toggle(todo)}>
                <span>${todo.text}</span>
              </label>
              <button type="button" class="quiet" aria-label="Remove ${todo.text}"
                dj-optimistic="remove" dj-click=${() => this.remove(todo)}>×</button>
            </li>
          `)}
      </ul>
      <h2>A stock</h2>
      <div class="counter">
        <button type="button" class="step" aria-label="Take one"
          dj-optimistic="left:left-1" dj-click=${this.take}>−</button>
        <output class="count" dj-bind="left">${this.left}</output>
        <button type="button" class="step" aria-label="Put one back"
          dj-optimistic="left:left+1" dj-click=${this.put}>+</button>
      </div>
      <p class="hint">Below zero the server says no, and what you saw is taken back.</p>
      <h2>A switch that stays off</h2>
      <label class="switch">
        <input type="checkbox" name="public" checked=${this.isPublic} dj-change=${this.share}>
        <span>Share this list with everybody</span>
      </label>
    `;
  }
}
