/**
 * Streams in the page: rows that the server has forgotten, and what becomes of them.
 *
 * @module
 */

export { PageStream } from "./page_stream.ts";
