/** What a Hono app imports anyway. */

import { Hono } from "hono";
import { cpuSpent } from "./cpu.ts";

new Hono();
console.log(cpuSpent());
