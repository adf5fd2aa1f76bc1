/** The workloads as live views. */

import { event, html, LiveView } from "../mod.ts";
import { bare, closures } from "./ours.ts";
import {
  chat,
  type Dashboard,
  dashboard,
  type Message,
  type Row,
  rows,
  table,
  token,
} from "./workloads.ts";

/** The counter of the README. */
export class CounterPage extends LiveView {
  count = 0;
  @event
  increment(): void {
    this.count++;
  }
  @event
  nothing(): void {}
  render() {
    return html`<button dj-click=${this.increment}>+1</button> <output>${this.count}</output>`;
  }
}

/** The same, by a closure. */
export class ClosurePage extends LiveView {
  count = 0;
  render() {
    return html`<button dj-click=${() => this.count++}>+1</button> <output>${this.count}</output>`;
  }
}

/** W2. */
export class TablePage extends LiveView {
  table = table();
  turn = 0;
  @event
  cell(): void {
    (this.table.rows[500] as Row).label = `cell ${++this.turn}`;
  }
  @event
  update(): void {
    for (let i = 0; i < 1000; i += 10) (this.table.rows[i] as Row).label += " !!!";
  }
  @event
  swap(): void {
    const { rows } = this.table;
    [rows[1], rows[998]] = [rows[998] as Row, rows[1] as Row];
  }
  @event
  select(): void {
    this.table.selected = 1 + (++this.turn * 331) % 1000;
  }
  @event
  prepend(): void {
    this.table.rows.unshift(...rows(1, 1001 + ++this.turn));
  }
  @event
  remove(): void {
    this.table.rows.splice(400, 1);
  }
  @event
  reverse(): void {
    this.table.rows.reverse();
  }
  @event
  clear(): void {
    this.table.rows = [];
  }
  @event
  create(): void {
    this.table.rows = rows(1000);
  }
  render() {
    return bare.table(this.table);
  }
}

/** W2 with two closures a row. */
export class ClosureTablePage extends LiveView {
  table = table();
  render() {
    return closures.table(this.table);
  }
}

/** W4. */
export class DashboardPage extends LiveView {
  state: Dashboard = dashboard();
  turn = 0;
  @event
  tick(): void {
    for (let i = ++this.turn % 10; i < 200; i += 10) {
      const metric = this.state.metrics[i] as { value: number };
      metric.value = metric.value >= 999 ? 100 : metric.value + 1;
    }
  }
  render() {
    return bare.dashboard(this.state);
  }
}

/** W5. */
export class ChatPage extends LiveView {
  state = chat();
  turn = 0;
  @event
  grow(): void {
    (this.state.messages[20] as Message).text += token(this.turn++);
  }
  render() {
    return bare.chat(this.state);
  }
}
