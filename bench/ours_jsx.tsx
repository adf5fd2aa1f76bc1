/** The workloads in JSX, precompiled. */

// deno-lint-ignore-file jsx-button-has-type -- the same HTML as every other contender

import type { Child } from "../vdom/mod.ts";
import type { Counter, Row, Table, Views } from "./workloads.ts";

const counter = (state: Counter): Child => (
  <div class="counter">
    <h1>
      Count: <b>{state.count}</b>
    </h1>
    <button dj-click="increment">+1</button>
  </div>
);

const rowOf = (row: Row, selected: number): Child => (
  <tr key={row.id} class={row.id === selected ? "danger" : ""} id={"row-" + row.id}>
    <td class="id">{row.id}</td>
    <td class="label">
      <a>{row.label}</a>
    </td>
    <td class="score">{row.score}</td>
    <td>
      <button class="remove">x</button>
    </td>
  </tr>
);

const table = (state: Table): Child => (
  <table>
    <tbody>{state.rows.map((row) => rowOf(row, state.selected))}</tbody>
  </table>
);

/** Bare rows. */
export const precompiled: Views<Child> = {
  counter,
  table,
  form: (state) => (
    <form>
      {state.fields.map((field) => (
        <div key={field.id} class={field.error === "" ? "field" : "field bad"}>
          <label for={field.id}>{field.label}</label>
          <input type="text" id={field.id} name={field.id} value={field.value} />
          {field.error === "" ? null : <p class="error">{field.error}</p>}
        </div>
      ))}
    </form>
  ),
  dashboard: (state) => (
    <main>
      {state.metrics.map((metric) => (
        <div key={metric.name} class="card">
          <span>{metric.name}</span>
          <b>{metric.value}</b>
        </div>
      ))}
    </main>
  ),
  chat: (state) => (
    <ul>
      {state.messages.map((message) => (
        <li key={message.id} class="message">
          <b>{message.author}</b>
          <p>{message.text}</p>
        </li>
      ))}
    </ul>
  ),
  beside: (state) => (
    <div>
      {counter(state.counter)}
      {table(state.table)}
    </div>
  ),
};
