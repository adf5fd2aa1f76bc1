/** Answers that the script knows, by words of a question. */

/** One answer. */
export interface Answer {
  readonly words: RegExp;
  readonly text: string;
}

const CODE = `Here is a counter. Its state is a field, and a click runs a method **on the server**:

\`\`\`ts
import { event, html, LiveView } from "@djust/live";

/** Counts clicks. */
export class Counter extends LiveView {
  count = 0;

  @event
  increment() {
    this.count += 1; // the page gets this one number
  }

  render() {
    return html\`<button dj-click=\${this.increment}>\${this.count}</button>\`;
  }
}
\`\`\`

Give it an address, and serve it:

\`\`\`sh
# one process is enough
deno run -A main.ts --port 8000
\`\`\`

The colours come when a block has ended: until then nobody knows what a quotation mark closes.`;

const TABLE = `Three ways to bring words to a page:

| way                 | what travels      | for a text of 10,000 tokens |
| :------------------ | :---------------- | --------------------------: |
| the text anew       | all of it         |                 some 200 MB |
| markup, compared    | what changed      |                some seconds |
| **blocks, kept**    | the token         |                  its length |

A row is there as soon as it has begun, and _half a row never breaks the table_. What an answer may
lead to is chosen by its address: [a page](https://docs.deno.com/) may be followed, and
[a script](javascript:alert(1)) is only its words.`;

const LIST = `What to think of, in order:

1. **Show what there is.** A reader who sees words waits gladly.
   - Keep the place of who has scrolled away.
   - Tell a screen reader the whole answer, _once_, and not every token.
2. **Let them stop.** It has to work while the answer comes.
3. **Let them try again.** Lines break, and models have bad days:
   - [x] the question stays
   - [x] what came stays readable
   - [ ] nobody types anything twice

> A page that cannot be stopped is a page that is closed.`;

export const ANSWERS: readonly Answer[] = [
  { words: /\b(?:code|counter|class|example|typescript)\b/, text: CODE },
  { words: /\b(?:table|compare|bytes|how much|link)\b/, text: TABLE },
  { words: /\b(?:list|steps|think|chat|advice)\b/, text: LIST },
];

/** For whatever else is asked. */
export const OTHER: Answer = {
  words: /^/,
  text: `I am a **script**, and know three answers by heart. Ask me for

- some \`code\`, and see it coloured when it ends,
- a _table_ with a link,
- a list of *steps* for a chat of your own,

or to ~~succeed~~ **fail**, to see what happens then.

Behind \`MODEL_URL\`, \`MODEL_KEY\` and \`MODEL_NAME\` this page asks a real model: any that speaks chat completions.`,
};
