/** Chat with a model: its answer comes token by token, can be stopped, and asked for again. */

import { each, event, html, js, LiveView, memo, type Mount } from "@djust/live";
import {
  type Conversation,
  conversation,
  Conversations,
  interrupted,
  type Message,
  nextId,
} from "./conversations.ts";
import { Markdown } from "./markdown/markdown.ts";
import { type Model, ModelError } from "./models/model.ts";
import { modelOf } from "./models/model_of.ts";

/** Letters of a question. */
const LONGEST = 4_000;
/** Letters of an answer: nobody knows that a model ever ends. */
const LONGEST_ANSWER = 200_000;
/** Conversations of a visitor; the oldest go for new ones. */
const MOST = 50;

const SUGGESTIONS = ["Show me some code", "Compare it in a table", "A list of steps for a chat"];

export class Chat extends LiveView {
  /** What answers a page. */
  static model: () => Model = () => modelOf((name) => Deno.env.get(name));
  static kept: Conversations = new Conversations();
  conversations: Conversation[] = [];
  chosen = 1;
  isRenaming = false;
  /** What the answers came to so far. It is made of their texts, wherever this view goes on. */
  #texts = new WeakMap<Message, Markdown>();
  #model = (this.constructor as typeof Chat).model();
  #kept = (this.constructor as typeof Chat).kept;

  mount({ restored }: Mount) {
    this.pageTitle = "Chat";
    this.conversations = this.#kept.of(this.session.id);
    this.chosen = this.conversations[0]?.id ?? 1;
    // What is kept of this view comes back after this, and nobody writes its answers any more.
    if (restored) this.send("restored");
  }

  handleInfo(message: unknown) {
    if (message === "restored") this.conversations.forEach(({ messages }) => interrupted(messages));
  }

  terminate() {
    this.#keep();
  }

  @event
  ask({ text }: { text: string }) {
    const { current } = this;
    const question = text.trim().slice(0, LONGEST);
    if (question === "" || current.messages.at(-1)?.state === "writing") return;
    if (current.messages.length === 0) current.title = question.slice(0, 40);
    current.messages.push({
      id: nextId(current.messages),
      role: "user",
      text: question,
      state: "done",
    });
    this.#answer(current);
  }

  /** Not `interrupt`: an answer is written beside the handlers, and none of them waits for it. */
  @event
  stop() {
    const answer = this.current.messages.at(-1);
    if (answer?.state !== "writing") return;
    this.cancelAsync(`answer ${this.chosen}`);
    this.#end(answer, "stopped");
    // Its button goes with it.
    this.exec(js.focus("#text"));
  }

  @event
  retry() {
    const { current } = this;
    const last = current.messages.at(-1);
    if (last?.role !== "assistant" || last.state === "writing") return;
    current.messages.pop();
    this.#answer(current);
    this.exec(js.focus("#text"));
  }

  @event
  begin() {
    // One in which nothing was said is as good.
    let fresh = this.conversations.find(({ messages }) => messages.length === 0);
    if (!fresh) this.conversations.unshift(fresh = conversation(nextId(this.conversations)));
    for (const { id } of this.conversations.splice(MOST)) this.cancelAsync(`answer ${id}`);
    this.#choose(fresh.id);
    this.exec(js.focus("#text"));
  }

  @event
  open({ id }: { id: number }) {
    if (this.conversations.some((one) => one.id === id)) this.#choose(id);
  }

  @event
  rename({ title }: { title?: string }) {
    if (title !== undefined && title.trim() !== "") this.current.title = title.trim().slice(0, 80);
    this.isRenaming = title === undefined;
    this.exec(js.focus(this.isRenaming ? "#name" : "#rename"));
    this.#keep();
  }

  @event
  remove() {
    this.cancelAsync(`answer ${this.chosen}`);
    this.conversations = this.conversations.filter(({ id }) => id !== this.chosen);
    if (this.conversations.length === 0) this.conversations = [conversation(1)];
    this.#choose(this.conversations[0]?.id ?? 1);
    this.#keep();
  }

  get current(): Conversation {
    const found = this.conversations.find(({ id }) => id === this.chosen);
    return found ?? this.conversations[0] ?? conversation(1);
  }

  #choose(id: number) {
    this.chosen = id;
    this.isRenaming = false;
  }

  #answer(current: Conversation) {
    const answer: Message = {
      id: nextId(current.messages),
      role: "assistant",
      text: "",
      state: "writing",
    };
    // Of an answer that was stopped before its first word there is nothing to say.
    const said = current.messages.filter(({ text }) => text !== "");
    const turns = said.map(({ role, text }) => ({ role, text }));
    current.messages.push(answer);
    this.startAsync(`answer ${current.id}`, (signal) => this.#write(answer, turns, signal));
    this.#keep();
  }

  /** Runs until the answer ends, whatever else is clicked meanwhile. */
  async #write(answer: Message, turns: Pick<Message, "role" | "text">[], signal: AbortSignal) {
    try {
      for await (const token of this.#model.answer(turns, signal)) {
        if (signal.aborted) return;
        if (answer.text.length + token.length > LONGEST_ANSWER) {
          throw new ModelError("The answer is too long: ask for less at once");
        }
        this.#textOf(answer).append(token);
        answer.text += token;
        // Sends what came, and waits for a page that cannot keep up.
        await this.flush();
      }
      if (!signal.aborted) this.#end(answer, "done");
    } catch (error) {
      if (signal.aborted) return;
      // Only what is meant for whoever asks: what else went wrong is nothing they could mend.
      answer.problem = error instanceof ModelError ? error.message : "Something went wrong.";
      this.#end(answer, "failed");
    }
  }

  #end(answer: Message, state: "done" | "stopped" | "failed") {
    answer.state = state;
    this.#textOf(answer).end();
    // The page reads it out: not token by token, but now that it is whole.
    if (this.current.messages.includes(answer)) this.pushEvent("answered");
    this.#keep();
  }

  #textOf(message: Message): Markdown {
    let text = this.#texts.get(message);
    if (!text) {
      this.#texts.set(message, text = new Markdown());
      text.append(message.text);
    }
    if (message.state !== "writing") text.end();
    return text;
  }

  #keep() {
    this.#kept.keep(this.session.id, this.conversations);
  }

  render() {
    const { current } = this;
    return html`
      <div class="chat">
        ${this.#side()}
        <section class="talk" aria-labelledby="title">
          ${this.#title(current)}
          ${each([current], ({ id }) => id, (one) => this.#log(one))}
          <p class="unseen" aria-live="polite" dj-hook="Spoken"></p>
          ${this.#form(current)}
        </section>
      </div>
    `;
  }

  #side() {
    return html`
      <nav class="conversations" aria-label="Conversations">
        <button type="button" class="new" dj-click=${this.begin}>New conversation</button>
        <ul>${each(this.conversations, ({ id }) => id, ({ id, title }) =>
          html`
            <li><button type="button" class="quiet" data-id:int=${id} dj-click=${this.open}
              aria-current=${id === this.chosen ? "true" : null}>${title}</button></li>
          `)}</ul>
      </nav>
    `;
  }

  #title({ title }: Conversation) {
    if (this.isRenaming) {
      return html`
        <form class="title" dj-submit=${this.rename}>
          <label class="unseen" for="name">Name of the conversation</label>
          <input id="name" name="title" value=${title} maxlength="80">
          <button>Save</button>
        </form>
        <h2 id="title" class="unseen">${title}</h2>
      `;
    }
    return html`
      <div class="title">
        <h2 id="title">${title}</h2>
        <button type="button" id="rename" class="quiet" dj-click=${this.rename}>Rename</button>
        <button type="button" class="quiet" dj-click=${this.remove}
          dj-confirm="Delete this conversation?">Delete</button>
      </div>
    `;
  }

  /** By the key of its conversation: each begins at its end. */
  #log({ messages }: Conversation) {
    return html`
      <div id="log" class="log" role="log" aria-live="off" aria-labelledby="title" tabindex="0"
        dj-stream.scroll>
        ${messages.length === 0
          ? this.#welcome()
          : each(messages, ({ id }) => id, (one) => this.#message(one))}
      </div>
    `;
  }

  #welcome() {
    return html`
      <div class="welcome">
        <p>You talk to ${this.#model.name}. What would you like to know?</p>
        <ul>${SUGGESTIONS.map((text) =>
          html`<li><button type="button" data-text=${text} dj-click=${this.ask}>${text}</button></li>`
        )}</ul>
      </div>
    `;
  }

  #message(message: Message) {
    const { role, state, problem } = message;
    if (role === "user") {
      return html`<article class="mine" aria-label="You">${message.text}</article>`;
    }
    const isLast = message === this.current.messages.at(-1);
    return html`
      <article class="theirs" aria-label="Answer" aria-busy=${String(state === "writing")}>
        <div class="text">${memo(
          [message, message.text.length, state],
          () => this.#textOf(message).content,
        )}</div>
        ${state === "writing"
          ? html`<p class="writing" dj-scroll-into-view><span></span>Writing</p>`
          : null}
        ${state === "stopped" ? html`<p class="note">Stopped.</p>` : null}
        ${state === "failed" ? html`<p class="note wrong" role="alert">${problem}</p>` : null}
        ${isLast && state !== "writing"
          ? html`<button type="button" class="quiet" dj-click=${this.retry}>Try again</button>`
          : null}
      </article>
    `;
  }

  #form({ messages }: Conversation) {
    const isWriting = messages.at(-1)?.state === "writing";
    return html`
      <form class="ask" dj-submit=${this.ask} dj-reset>
        <label class="unseen" for="text">Your message</label>
        <input id="text" name="text" autocomplete="off" placeholder="Ask something" required
          maxlength=${LONGEST}>
        ${isWriting
          ? html`<button type="button" class="stop" dj-click=${this.stop}>Stop</button>`
          : html`<button class="primary">Send</button>`}
      </form>
    `;
  }
}
