/** What is measured: states, and the changes that views of them have to follow. */

/** W1: a counter. */
export interface Counter {
  count: number;
}

/** One row of W2. */
export interface Row {
  readonly id: number;
  label: string;
  score: number;
}

/** W2: a table of rows with four cells. */
export interface Table {
  rows: Row[];
  selected: number;
}

/** One field of W3. */
export interface Field {
  readonly id: string;
  readonly label: string;
  value: string;
  error: string;
}

/** W3: a form of 20 fields. */
export interface Form {
  fields: Field[];
}

/** One number of W4. */
export interface Metric {
  readonly name: string;
  value: number;
}

/** W4: a dashboard of 200 numbers. */
export interface Dashboard {
  metrics: Metric[];
}

/** One message of W5. */
export interface Message {
  readonly id: number;
  readonly author: string;
  text: string;
}

/** W5: 20 old messages and one that grows. */
export interface Chat {
  messages: Message[];
}

/** W6: a counter beside a table that nobody touches. */
export interface Beside {
  counter: Counter;
  table: Table;
}

/** The state of each view. */
export interface States {
  counter: Counter;
  table: Table;
  form: Form;
  dashboard: Dashboard;
  chat: Chat;
  beside: Beside;
}

/** The same views, written for one engine. */
export type Views<Output> = { readonly [Name in keyof States]: (state: States[Name]) => Output };

/** A state and what happens to it. */
export interface Course<Name extends keyof States = keyof States> {
  readonly state: States[Name];
  /** The change that is measured; `turn` counts from 0. */
  change(turn: number): void;
  /** Takes the change back, unmeasured; without it changes follow each other. */
  undo?(): void;
}

/** One line of the results. */
export interface Workload {
  readonly id: string;
  readonly name: string;
  readonly view: keyof States;
  /** Turns after which everything is as at the start; a batch is a multiple of it. */
  readonly cycle: number;
  start(): Course;
}

const NOUNS = ["table", "chair", "house", "mouse", "keyboard", "desk", "car", "sandwich"] as const;
const COLOURS = ["red", "yellow", "blue", "green", "pink", "brown", "purple", "orange"] as const;

/** Rows whose labels have 12 characters or so. */
export function rows(count: number, first = 1): Row[] {
  return Array.from({ length: count }, (_, i) => {
    const id = first + i;
    const label = `${COLOURS[(id >> 3) % 8]} ${NOUNS[(id * 5) % 8]}`;
    return { id, label, score: (id * 379) % 10_000 };
  });
}

/** A table of so many rows. */
export const table = (count = 1000): Table => ({ rows: rows(count), selected: 0 });

/** The form of W3. */
export const form = (): Form => ({
  fields: Array.from({ length: 20 }, (_, i) => ({
    id: `field-${i}`,
    label: `Field number ${i}`,
    value: `value ${i}`,
    error: "",
  })),
});

/** The dashboard of W4. */
export const dashboard = (): Dashboard => ({
  metrics: Array.from({ length: 200 }, (_, i) => ({
    name: `Metric ${i}`,
    value: 100 + (i * 7) % 900,
  })),
});

const WORDS = ["the", "quick", "brown", "fox", "jumps", "over", "a", "lazy", "dog", "again"];

/** A token of the stream; 2,000 of them are 12.3 kB. */
export const token = (turn: number): string =>
  ` ${WORDS[turn % 10]}${turn % 2 === 0 ? "," : ""}${turn % 3 === 0 ? "ing" : ""}`;

/** The chat of W5. */
export const chat = (): Chat => ({
  messages: Array.from({ length: 21 }, (_, i) => ({
    id: i,
    author: i % 2 === 0 ? "Ada" : "Assistant",
    text: i === 20 ? "" : `Message ${i}: ${WORDS.join(" ")}.`,
  })),
});

function tableWork(
  name: string,
  course: (state: Table) => Omit<Course<"table">, "state">,
  count = 1000,
): Workload {
  return {
    id: "W2",
    name,
    view: "table",
    cycle: 1,
    start: () => {
      const state = table(count);
      return { state, ...course(state) };
    },
  };
}

/** Swaps two rows. */
function swap({ rows }: Table): void {
  const [one, other] = [rows[1] as Row, rows[998] as Row];
  rows[1] = other;
  rows[998] = one;
}

/** All of them. */
export const WORKLOADS: readonly Workload[] = [
  {
    id: "W1",
    name: "counter",
    view: "counter",
    cycle: 1,
    start: () => {
      const state = { count: 0 };
      return { state, change: () => void state.count++ };
    },
  },
  tableWork("create 1,000", (state) => {
    const full = rows(1000);
    return { change: () => void (state.rows = full.slice()), undo: () => void (state.rows = []) };
  }, 0),
  tableWork("update every 10th", (state) => {
    const labels = state.rows.map((row) => row.label);
    return {
      change: () => {
        for (let i = 0; i < state.rows.length; i += 10) (state.rows[i] as Row).label += " !!!";
      },
      undo: () => {
        for (let i = 0; i < state.rows.length; i += 10) {
          (state.rows[i] as Row).label = labels[i] as string;
        }
      },
    };
  }),
  tableWork("swap", (state) => ({ change: () => swap(state) })),
  tableWork("select", (state) => ({
    change: (turn) => void (state.selected = 1 + (turn * 331) % 1000),
  })),
  tableWork("remove", (state) => {
    let gone: Row | undefined;
    return {
      change: () => void ([gone] = state.rows.splice(400, 1)),
      undo: () => void state.rows.splice(400, 0, gone as Row),
    };
  }),
  tableWork("append 1,000", (state) => {
    const more = rows(1000, 1001);
    return {
      change: () => void state.rows.push(...more),
      undo: () => void (state.rows.length = 1000),
    };
  }),
  tableWork("prepend 1", (state) => {
    const more = rows(1, 5001)[0] as Row;
    return {
      change: () => void state.rows.unshift(more),
      undo: () => void state.rows.shift(),
    };
  }),
  tableWork("reverse", (state) => ({ change: () => void state.rows.reverse() })),
  tableWork("clear", (state) => {
    const full = state.rows;
    return { change: () => void (state.rows = []), undo: () => void (state.rows = full) };
  }),
  {
    id: "W3",
    name: "form, one error changes",
    view: "form",
    cycle: 1,
    start: () => {
      const state = form();
      return {
        state,
        change: (turn) => {
          const field = state.fields[turn % 20] as Field;
          field.error = field.error === "" ? "is required" : "";
        },
      };
    },
  },
  {
    id: "W4",
    name: "dashboard, 20 of 200 change",
    view: "dashboard",
    cycle: 1,
    start: () => {
      const state = dashboard();
      return {
        state,
        change: (turn) => {
          for (let i = turn % 10; i < 200; i += 10) {
            const metric = state.metrics[i] as Metric;
            metric.value = metric.value >= 999 ? 100 : metric.value + 1;
          }
        },
      };
    },
  },
  {
    id: "W5",
    name: "a token of 2,000",
    view: "chat",
    cycle: 2000,
    start: () => {
      const state = chat();
      const growing = state.messages[20] as Message;
      return {
        state,
        change: (turn) =>
          void (growing.text = turn % 2000 === 0 ? "" : growing.text + token(turn % 2000)),
      };
    },
  },
  {
    id: "W6",
    name: "counter beside 1,000 rows",
    view: "beside",
    cycle: 1,
    start: () => {
      const state = { counter: { count: 0 }, table: table() };
      return { state, change: () => void state.counter.count++ };
    },
  },
];
