/**
 * Reports about the hub and what it stands on: its records, outages of stores and bus.
 *
 * @module
 */

export type { HubRecord, RefusalReason, UnreadableRecord } from "./hub_record.ts";
export { Outage, type StorePort, type StoreRecord, type StoreStatus } from "./outage.ts";
