/**
 * What waits for an instance: its letters in order, and the topics that bring some.
 *
 * @module
 */

export { type EventLetter, type Letter, Mailbox } from "./mailbox.ts";
export { ownTopic, type Subscription, Subscriptions } from "./subscriptions.ts";
