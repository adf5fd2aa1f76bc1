/** The same with us. */

import { Hono } from "hono";
import { cpuSpent } from "./cpu.ts";
import "@djust/live/hono";

new Hono();
console.log(cpuSpent());
