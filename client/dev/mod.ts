/**
 * What only development needs: pages load it there beside the client, and nowhere else.
 *
 * @module
 */

export { tellConsole } from "./console.ts";
