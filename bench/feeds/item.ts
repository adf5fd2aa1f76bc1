/** Item of a feed, and its row: the same for all ways. */

import { html } from "../../mod.ts";

/** A trade. */
export interface Item {
  readonly id: number;
  readonly symbol: string;
  readonly price: number;
  readonly amount: number;
}

const SYMBOLS = ["ACME", "BOLT", "CORK", "DUSK", "ECHO"];

/** The item of this number. */
export const itemOf = (id: number): Item => ({
  id,
  symbol: SYMBOLS[id % SYMBOLS.length] ?? "",
  price: 100 + (id * 37) % 900 / 10,
  amount: 1 + id % 250,
});

/** Begins what is shown of an item, and stands nowhere else. */
export const SIGN = "№";

/** A row of five holes. */
export const row = ({ id, symbol, price, amount }: Item) =>
  html`<li><b>${
    SIGN + id
  }</b> <span class=${symbol}>${symbol}</span> <i>${price}</i> × ${amount}</li>`;
